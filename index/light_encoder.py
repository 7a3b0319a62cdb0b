"""The shipped encoder on numpy alone: the same vectors as sentence-transformers, without importing torch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

Vectors = NDArray[np.float32]
Weights = dict[str, NDArray[np.floating]]

BATCH = 32  # texts of similar length that go through the layers together


def light_model(folder: Path) -> tuple[Callable[[Sequence[str]], Vectors], int]:
    """A function from texts to vectors of length one, and their dimension, for a model in this folder.

    Understood are a static embedding and a BERT with mean pooling, as sentence-transformers saves them;
    anything else is a ValueError. A text without any known piece gets the zero vector.
    """
    kinds = [module["type"].rpartition(".")[2] for module in _json(folder / "modules.json")]
    if kinds[0] == "StaticEmbedding":
        static = _Static(folder)
        return static.encode, static.dimension
    if kinds[:2] == ["Transformer", "Pooling"] and _json(folder / "config.json")["model_type"] == "bert":
        bert = _Bert(folder)
        return bert.encode, bert.dimension
    raise ValueError(f"{folder}: a model of {', '.join(kinds)} needs sentence-transformers")


def unit_length(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length one; a zero row stays zero.

    >>> unit_length(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    exact = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    return np.asarray(exact / np.maximum(lengths, 1e-12), dtype=np.float32)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class _Static:
    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._table = load_file(folder / "model.safetensors")["embedding.weight"]
        self.dimension = int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        means = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            if encoding.ids:
                means[row] = self._table[encoding.ids].mean(axis=0, dtype=np.float32)
        return unit_length(means)


class _Bert:
    def __init__(self, folder: Path) -> None:
        config = _json(folder / "config.json")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_longest(folder))
        weights = load_file(folder / "model.safetensors")
        # The large table stays in half precision: a text touches few of its rows.
        self._words = weights.pop("embeddings.word_embeddings.weight")
        self._weights: Weights = {name: w.astype(np.float32) for name, w in weights.items()}
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._tiny = float(config["layer_norm_eps"])
        self.dimension = int(config["hidden_size"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        means = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for rows in _by_length(encodings):
            width = max(len(encodings[row].ids) for row in rows)
            ids = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros((len(rows), width), dtype=np.float32)
            for at, row in enumerate(rows):
                ids[at, : len(encodings[row].ids)] = encodings[row].ids
                mask[at, : len(encodings[row].ids)] = 1
            means[rows] = self._pooled(ids, mask)
        return unit_length(means)

    def _pooled(self, ids: NDArray[np.int64], mask: Vectors) -> Vectors:
        weights = self._weights
        hidden = self._words[ids].astype(np.float32)
        hidden += weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden += weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        hidden_from = (1 - mask)[:, None, None, :] * np.float32(-1e9)
        for number in range(self._layers):
            hidden = self._layer(hidden, hidden_from, f"encoder.layer.{number}.")
        summed = (hidden * mask[:, :, None]).sum(axis=1)
        return np.asarray(summed / mask.sum(axis=1, keepdims=True), dtype=np.float32)

    def _layer(self, hidden: Vectors, hidden_from: Vectors, name: str) -> Vectors:
        heads = [self._split(self._linear(hidden, f"{name}attention.self.{part}")) for part in _PARTS]
        query, key, value = heads
        scores = query @ key.swapaxes(2, 3) / np.float32(query.shape[-1] ** 0.5) + hidden_from
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen = (scores / scores.sum(axis=-1, keepdims=True)) @ value
        seen = seen.transpose(0, 2, 1, 3).reshape(hidden.shape)
        seen = np.asarray(seen, dtype=np.float32)
        hidden = hidden + self._linear(seen, f"{name}attention.output.dense")
        hidden = self._norm(hidden, f"{name}attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, f"{name}intermediate.dense"))
        return self._norm(hidden + self._linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _split(self, hidden: Vectors) -> Vectors:
        texts, width, _ = hidden.shape
        heads = hidden.reshape(texts, width, self._heads, -1).transpose(0, 2, 1, 3)
        return np.asarray(heads, dtype=np.float32)

    def _linear(self, hidden: Vectors, name: str) -> Vectors:
        flat = hidden.reshape(-1, hidden.shape[-1]) @ self._weights[f"{name}.weight"].T
        made = np.asarray(flat + self._weights[f"{name}.bias"], dtype=np.float32)
        return made.reshape(*hidden.shape[:-1], -1)

    def _norm(self, hidden: Vectors, name: str) -> Vectors:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self._tiny))
        scaled = centred / spread * self._weights[f"{name}.weight"]
        return np.asarray(scaled + self._weights[f"{name}.bias"], dtype=np.float32)


def _longest(folder: Path) -> int:
    # Version 5 of sentence-transformers writes it in the first file, version 6 in the second.
    stated = _json(folder / "sentence_bert_config.json").get("max_seq_length")
    return int(stated or _json(folder / "tokenizer_config.json")["model_max_length"])


_PARTS = ("query", "key", "value")


def _by_length(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    order = sorted(range(len(encodings)), key=lambda row: len(encodings[row].ids))
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _gelu(x: Vectors) -> Vectors:
    # x/2 · (1 + erf(x/√2)) with erf after Abramowitz and Stegun 7.1.26, off by at most 1.5e-7.
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return np.asarray(x * (0.5 + 0.5 * erf), dtype=np.float32)
