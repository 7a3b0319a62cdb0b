"""The way to the small transformer: vocabulary exchanged, distilled on the parallel text, kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from index.train.distil import Course, Distillation, Lesson, cut, lessons, teach
from index.train.teacher import teacher_tokenizer
from index.train.texts import Pair, translations
from index.train.transplant import student, teacher


def pretrain(data: Path, static_folder: Path, course: Course) -> tuple[BertModel, Tokenizer]:
    """The distilled student and its tokenizer; goes on from the checkpoint in `course.work` if there is one."""
    torch.manual_seed(course.seed)
    course.work.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(static_folder / "tokenizer.json"))
    pairs = needed(list(translations(data)))
    print(f"{len(pairs):,} pairs", flush=True)
    lesson = prepare(pairs, tokenizer, course)
    print("teacher vectors done", flush=True)
    plan = list(lessons(pairs, np.diff(lesson.right.starts), course))
    model = student(tokenizer, static_folder)
    Distillation(model, course).run(plan, lesson)
    return model, tokenizer


def needed(pairs: Sequence[Pair]) -> list[Pair]:
    """Without the Slavic pairs of which both sides also stand beside English.

    >>> en, sr = Pair("wage", "plača", "en-sl"), Pair("wage", "zarada", "en-sr")
    >>> len(needed([en, sr, Pair("plača", "zarada", "sl-sr"), Pair("plača", "plata", "sl-sr")]))
    3
    """
    beside = {pair.right for pair in pairs if pair.kind.startswith("en")}
    return [p for p in pairs if p.kind.startswith("en") or not (p.left in beside and p.right in beside)]


def prepare(pairs: Sequence[Pair], tokenizer: Tokenizer, course: Course) -> Lesson:
    """Texts cut into pieces, and what the teacher says of the English ones (kept in `course.work`)."""
    english = list(dict.fromkeys(pair.left for pair in pairs if pair.kind.startswith("en")))
    number = {text: i for i, text in enumerate(english)}
    kept = course.work / "teacher.npy"
    if kept.is_file() and len(np.load(kept, mmap_mode="r")) == len(english):
        taught = torch.from_numpy(np.load(kept))
    else:
        # Pieces of the teacher's own vocabulary are a little shorter than ours.
        taught = teach(english, teacher(), teacher_tokenizer(), course.longest + 8)
        np.save(kept, taught.numpy())
    left = cut([pair.left for pair in pairs], tokenizer, course.longest)
    right = cut([pair.right for pair in pairs], tokenizer, course.longest)
    row = np.array([number.get(pair.left, 0) for pair in pairs])
    return Lesson(pairs, left, right, taught, row)
