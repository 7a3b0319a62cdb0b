"""A multilingual student from the English MiniLM: its layers kept, its vocabulary exchanged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from transformers import BertModel

from index.light_encoder import Vectors, unit_length
from index.train.teacher import teacher_folder, teacher_tokenizer

NEIGHBOURS = 8  # English pieces whose mean a new piece starts from
SHARPNESS = 12.0  # how much more the nearest of them counts


def new_vectors(static: Vectors, old: Vectors, copied: dict[int, int]) -> Vectors:
    """A vector for every new piece: the old one where `copied` says so (new number: old number),

    otherwise the mean of the nearest copied pieces in the static space, at the usual length of a vector.
    A piece that the static table does not know (a zero row) gets the mean of all.
    """
    ours, theirs = np.fromiter(copied, dtype=np.int64), np.fromiter(copied.values(), dtype=np.int64)
    unit = unit_length(static)
    made = np.empty((len(static), old.shape[1]), dtype=np.float32)
    length = np.linalg.norm(old[theirs], axis=1).mean()
    for start in range(0, len(static), 1024):
        scores = unit[start : start + 1024] @ unit[ours].T
        nearest = np.argpartition(-scores, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        weights = np.exp(SHARPNESS * np.take_along_axis(scores, nearest, axis=1))
        weights /= weights.sum(axis=1, keepdims=True)
        mean = np.einsum("pn,pnd->pd", weights, old[theirs][nearest])
        made[start : start + 1024] = mean / np.linalg.norm(mean, axis=1, keepdims=True) * length
    made[~unit.any(axis=1)] = old[theirs].mean(axis=0)
    made[ours] = old[theirs]
    return made


def student(tokenizer: Tokenizer, static_folder: Path) -> BertModel:
    """The English model with our vocabulary, ready to be trained, in single precision."""
    static = load_file(static_folder / "model.safetensors")["embedding.weight"].astype(np.float32)
    model = teacher()
    old = model.embeddings.word_embeddings.weight.detach().numpy()
    theirs = teacher_tokenizer().get_vocab()
    copied = {ours: theirs[piece] for piece, ours in tokenizer.get_vocab().items() if piece in theirs}
    rows = torch.from_numpy(new_vectors(static, old, copied))
    model.resize_token_embeddings(len(rows))
    with torch.no_grad():
        model.embeddings.word_embeddings.weight.copy_(rows)
    return model


def teacher() -> BertModel:
    """The English model as it is."""
    model: BertModel = BertModel.from_pretrained(teacher_folder(), add_pooling_layer=False, dtype=torch.float32)
    model.train(False)
    return model
