"""Encoders: the real loading path, two runtimes with the same vectors, and the errors people meet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, StaticEmbedding, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.encoder import PROJECT, EncoderError, load_encoder, read_register
from index.train.keep import write_checksums
from index.train.vocabulary import tokenizer_of

QUESTIONS = [
    "koliko dni dopusta za poroko",
    "Колико дана одсуства за склапање брака?",
    "how many days off for a wedding",
    "¢len 45",
    "Ą",
    "x" * 300,
    "",
]
PIECES = ["how", "many", "days", "off", "for", "a", "wedding", "koliko", "dni", "dopust", "##a", "braka"]


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("models") / "static"
    embedding = StaticEmbedding(tokenizer_of(PIECES), embedding_dim=8)
    SentenceTransformer(modules=[embedding, Normalize()], device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(2)
    start, folder = tmp_path_factory.mktemp("bert"), tmp_path_factory.mktemp("models") / "transformer"
    tokenizer = tokenizer_of(PIECES)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(start)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(start)
    layers = Transformer(str(start), max_seq_length=24)
    pooling = Pooling(layers.get_embedding_dimension(), pooling_mode="mean")
    SentenceTransformer(modules=[layers, pooling, Normalize()], device="cpu").save(str(folder))
    return folder


def cosines(left: np.ndarray, right: np.ndarray) -> list[float]:
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    rows = zip(left, right, lengths, strict=True)
    return [float(a @ b / n) if n else float(not a.any() and not b.any()) for a, b, n in rows]


@pytest.mark.parametrize("kind", ["static", "transformer"])
def test_both_runtimes_give_the_same_vectors(kind: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(kind)
    light = load_encoder(str(folder), runtime="light")
    full = load_encoder(str(folder), runtime="sentence-transformers")
    assert min(cosines(light.encode_queries(QUESTIONS), full.encode_queries(QUESTIONS))) >= 0.9999
    assert light.digest == full.digest and light.dimension == full.dimension


def test_the_shipped_encoder_loads_plainly_and_answers_the_same_without_torch() -> None:
    default, entries = read_register()
    folder = entries[default].path
    assert folder is not None
    light = load_encoder(default).encode_queries(QUESTIONS[:-1])
    plain = SentenceTransformer(str(folder), device="cpu").encode(QUESTIONS[:-1]).astype(np.float32)
    assert min(cosines(light, plain)) >= 0.9999
    code = (
        "import sys; from index.encoder import load_encoder; load_encoder().encode_queries(['dopust']);"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


def test_scripts_and_diacritics_make_no_difference_to_a_question() -> None:
    writings = ["godišnji odmor", "godisnji odmor", "годишњи одмор", "GODIŠNJI ODMOR"]
    vectors = load_encoder().encode_queries(writings)
    assert np.array_equal(vectors, np.repeat(vectors[:1], 4, axis=0))


def test_a_vector_has_length_one_and_does_not_depend_on_its_neighbours(transformer: Path) -> None:
    encoder = load_encoder(str(transformer), runtime="light")
    together = encoder.encode_passages(QUESTIONS)
    alone = np.concatenate([encoder.encode_passages([question]) for question in QUESTIONS])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert together.dtype == np.float32


def test_prefixes_of_the_register_reach_the_model_and_the_digest(
    static: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = tmp_path / "encoders.toml"
    entry = f'[[encoder]]\nname = "own"\npath = "{static}"\ndimension = 8\n'
    monkeypatch.setattr("index.encoder.REGISTER", register)
    register.write_text(f'default = "own"\n{entry}', encoding="utf-8")
    bare = load_encoder()
    register.write_text(f'default = "own"\n{entry}query_prefix = "how "\n', encoding="utf-8")
    prefixed = load_encoder()
    assert np.array_equal(prefixed.encode_queries(["many"]), bare.encode_queries(["how many"]))
    assert np.array_equal(prefixed.encode_passages(["many"]), bare.encode_passages(["many"]))
    assert prefixed.digest != bare.digest


def test_the_setting_chooses_the_encoder(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOLEKTIVKA_ENCODER", str(static))
    assert (load_encoder().name, load_encoder().dimension) == ("static", 8)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("no-such-encoder", "neither an encoder of corpus/encoders.toml"),
        ("/nowhere/at/all", "nor the folder of a sentence-transformers model"),
        ("bge-m3", "hf download BAAI/bge-m3 --revision 5617a9f"),
    ],
)
def test_an_encoder_that_is_not_there_is_named_in_one_sentence(wanted: str, message: str) -> None:
    with pytest.raises(EncoderError, match=message) as error:
        load_encoder(wanted)
    assert "\n" not in str(error.value)


def test_a_flipped_bit_in_a_model_of_our_own_is_noticed(static: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(static, tmp_path / "own"))
    write_checksums(folder)
    load_encoder(str(folder))
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-5] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    with pytest.raises(EncoderError, match=r"model\.safetensors does not match SHA256SUMS"):
        load_encoder(str(folder))


def test_a_wrong_dimension_in_the_register_is_an_error(
    static: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = tmp_path / "encoders.toml"
    register.write_text(f'default = "own"\n[[encoder]]\nname = "own"\npath = "{static}"\ndimension = 9\n')
    monkeypatch.setattr("index.encoder.REGISTER", register)
    with pytest.raises(EncoderError, match="gives 8 numbers a text, its register entry says 9"):
        load_encoder()
