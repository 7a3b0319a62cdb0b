"""Encoders of questions and provisions: one register, one setting, two runtimes with the same vectors."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from index.light_encoder import Vectors, light_model, unit_length

PROJECT = Path(__file__).parent.parent
REGISTER = PROJECT / "corpus" / "encoders.toml"
SETTING = "KOLEKTIVKA_ENCODER"
CHECKSUMS = "SHA256SUMS"  # a model folder with this file is one of the project's own
Runtime = Literal["light", "sentence-transformers"]


class EncoderError(ValueError):
    """An encoder cannot be used as asked; the message says which one and what to do."""


class Encoder(Protocol):
    """What turns texts into vectors of length one; the same digest promises the same vectors."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def digest(self) -> str: ...
    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...
    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register.

    >>> Entry("own", path=Path("models/own")).query_prefix
    ''
    """

    name: str
    path: Path | None = None  # None: a hub model from the local cache
    hub: str = ""  # "": a folder
    revision: str = ""  # "": whatever is there
    dimension: int = 0  # 0: not stated
    query_prefix: str = ""
    passage_prefix: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Loaded:
    name: str
    dimension: int
    digest: str
    query_prefix: str
    passage_prefix: str
    encode: Callable[[Sequence[str]], Vectors]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode([self.query_prefix + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self.encode([self.passage_prefix + text for text in texts])


def read_register(path: Path | None = None) -> tuple[str, dict[str, Entry]]:
    """The default name, and the entries by name, of the project's register or another one.

    >>> default, entries = read_register()
    >>> default in entries, entries["multilingual-e5-small"].query_prefix
    (True, 'query: ')
    """
    path = path or REGISTER
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = {}
        for fields in table["encoder"]:
            folder = {"path": PROJECT / fields["path"]} if "path" in fields else {}
            entries[fields["name"]] = Entry(**{**fields, **folder})
        return str(table["default"]), entries
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise EncoderError(f"the register of encoders {path} cannot be read: {error}") from error


def load_encoder(name_or_path: str | None = None, runtime: Runtime | None = None) -> Encoder:
    """An encoder by its name in the register or by its folder; without one, the setting or the default.

    The project's own models answer without torch unless `runtime` asks for sentence-transformers.
    An unknown name, a missing folder or a damaged file is an EncoderError.

    >>> load_encoder().encode_queries(["letni dopust"]).shape[0]
    1
    """
    entry = _find(name_or_path or os.environ.get(SETTING) or "")
    own = entry.path is not None and (entry.path / CHECKSUMS).is_file()
    runtime = runtime or ("light" if own else "sentence-transformers")
    content = _content_digest(entry)
    if runtime == "light" and entry.path is not None:
        encode, dimension = light_model(entry.path)
    else:
        encode, dimension = _sentence_transformer(entry)
    if entry.dimension not in (0, dimension):
        raise EncoderError(
            f'encoder "{entry.name}" gives {dimension} numbers a text, its register entry says '
            f"{entry.dimension}: correct the dimension in {REGISTER.name}"
        )
    told = "\0".join((content, entry.query_prefix, entry.passage_prefix))
    digest = hashlib.sha256(told.encode()).hexdigest()
    return _Loaded(entry.name, dimension, digest, entry.query_prefix, entry.passage_prefix, encode)


def _find(name_or_path: str) -> Entry:
    default, entries = read_register()
    wanted = name_or_path or default
    entry = entries.get(wanted) or Entry(Path(wanted).name, path=Path(wanted))
    if entry.path is None or (entry.path / "modules.json").is_file():
        return entry
    if wanted in entries:
        raise EncoderError(f'the model of encoder "{wanted}" is missing: no modules.json in {entry.path}')
    raise EncoderError(
        f'"{wanted}" is neither an encoder of corpus/{REGISTER.name} ({", ".join(entries)}) '
        "nor the folder of a sentence-transformers model"
    )


def _content_digest(entry: Entry) -> str:
    """Changes when any file of the model does; own models are checked against their checksums."""
    if entry.path is None:
        return hashlib.sha256(f"{entry.hub}@{entry.revision}".encode()).hexdigest()
    sums = entry.path / CHECKSUMS
    if not sums.is_file():
        files = sorted(p.relative_to(entry.path).as_posix() for p in entry.path.rglob("*") if p.is_file())
        lines = [f"{_sha256(entry.path / name)}  {name}" for name in files]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        if not (entry.path / name).is_file() or _sha256(entry.path / name) != expected:
            raise EncoderError(
                f'encoder "{entry.name}": {entry.path / name} does not match {CHECKSUMS}; '
                "restore the folder from the repository or train it again"
            )
    return _sha256(sums)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sentence_transformer(entry: Entry) -> tuple[Callable[[Sequence[str]], Vectors], int]:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the library is imported: nothing is fetched
    from sentence_transformers import SentenceTransformer

    place = entry.hub or str(entry.path)
    try:
        model = SentenceTransformer(place, revision=entry.revision or None, device="cpu").float()
    except (OSError, ValueError) as error:
        remedy = f"hf download {entry.hub} --revision {entry.revision}" if entry.hub else "check the folder"
        raise EncoderError(f'encoder "{entry.name}" cannot be loaded from {place}: {remedy}') from error

    def encode(texts: Sequence[str]) -> Vectors:
        return unit_length(model.encode(list(texts), show_progress_bar=False))

    return encode, len(encode(["a"])[0])
