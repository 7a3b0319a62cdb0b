"""Tuning the transformer on the lessons: a few texts of the answers against those that the static encoder confuses."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from index.light_encoder import Vectors
from index.train.distil import cut, embed
from index.train.lessons import Lesson, Numbers
from index.train.static import contrast
from index.train.texts import Pair
from index.train.tune import ABSENT, best_of_owners, choice_loss

TOGETHER = 32  # texts of like length that pass the layers at once


@dataclass(frozen=True, slots=True)
class Polish:
    """The settings of the tuning of a transformer.

    >>> Polish().batch
    32
    """

    batch: int = 32  # questions of a lesson in a step
    general: int = 32  # general pairs in a step
    rivals: int = 2  # of each question, the likeliest wrong owners by the static encoder
    longest: int = 64  # pieces
    rate: float = 1e-4
    table_rate: float = 3e-4
    steps: int = 400
    seed: int = 7


class _Class:
    """A lesson with what the static encoder takes for near, asked in batches."""

    def __init__(self, lesson: Lesson, vectors: Vectors, tokenizer: Tokenizer, polish: Polish) -> None:
        self._lesson, self._vectors, self._polish = lesson, vectors, polish
        self._bags = cut(lesson.texts, tokenizer, polish.longest)
        self._rng = np.random.default_rng(polish.seed)
        self._texts = [_by_owner(texts, owners, lesson.answers.shape[1]) for texts, owners in lesson.kinds]
        self._turns = self._rounds(min(polish.batch, len(lesson.asked)))

    def _rounds(self, size: int) -> Iterator[Numbers]:
        while True:
            order = self._rng.permutation(len(self._lesson.asked))
            for start in range(0, len(order) - size + 1, size):
                yield order[start : start + size]

    def loss(self, model: BertModel) -> Tensor:
        which = next(self._turns)
        asked = self._lesson.asked[which]
        used = np.unique(np.concatenate([self._chosen(int(row)) for row in which]))
        both = _embed(model, self._bags, np.concatenate([asked, used]))
        cosines = both[: len(asked)] @ both[len(asked) :].T
        cosines = cosines.masked_fill(torch.from_numpy(asked[:, None] == used[None, :]), ABSENT)
        scores = []
        for texts, owners in self._lesson.kinds:
            here = np.isin(texts, used)
            place = torch.from_numpy(np.searchsorted(used, texts[here]))
            found = torch.from_numpy(owners[here])
            scores.append(best_of_owners(cosines, place, found, self._lesson.answers.shape[1]))
        met = torch.stack(scores).amax(0) > ABSENT
        answers = torch.from_numpy(self._lesson.answers[which]) & met
        return choice_loss(scores, answers, torch.from_numpy(self._lesson.rivals[which]) & met)

    def _chosen(self, row: int) -> Numbers:
        """Texts of an answer of a question, one of each kind and one more, and the nearest text of each rival."""
        near = self._vectors @ self._vectors[self._lesson.asked[row]]
        near[self._lesson.asked[row]] = ABSENT
        right = self._rng.choice(np.flatnonzero(self._lesson.answers[row]))
        chosen = []
        for kind, texts in enumerate(self._texts):
            mine = texts[right]
            if len(mine):
                chosen.append(mine[near[mine].argmax()] if kind == 0 else self._rng.choice(mine))
                if kind:
                    chosen.append(self._rng.choice(mine))
        best = np.full(self._lesson.answers.shape[1], ABSENT, np.float32)
        at = np.zeros(len(best), np.int64)
        for texts, owners in self._lesson.kinds:
            order = near[texts].argsort()
            better = near[texts[order]] > best[owners[order]]
            best[owners[order][better]], at[owners[order][better]] = near[texts[order]][better], texts[order][better]
        best[~self._lesson.rivals[row]] = ABSENT
        rivals = np.argpartition(-best, self._polish.rivals)[: self._polish.rivals]
        return np.array([*chosen, *at[rivals]], np.int64)


def _by_owner(texts: Numbers, owners: Numbers, count: int) -> list[Numbers]:
    order = owners.argsort(kind="stable")
    return np.split(texts[order], np.searchsorted(owners[order], np.arange(1, count)))


def _embed(model, bags, which) -> Tensor:
    lengths = bags.starts[which + 1] - bags.starts[which]
    order = lengths.argsort(kind="stable")
    parts = [embed(model, bags, which[order[start : start + TOGETHER]]) for start in range(0, len(order), TOGETHER)]
    back = torch.empty(len(order), dtype=torch.int64)
    back[torch.from_numpy(order)] = torch.arange(len(order))
    return torch.cat(parts)[back]


def tune_transformer(model, tokenizer, lessons, static, pairs, polish, work=None, every=None):
    """The model tuned in place; `static` gives the vectors by which rivals are chosen."""
    torch.manual_seed(polish.seed)
    rng, nrng = random.Random(polish.seed), np.random.default_rng(polish.seed)
    groups = [
        (w, share, [_Class(lesson, static(lesson.texts), tokenizer, polish) for lesson in group])
        for w, share, group in lessons
    ]
    chances = [np.array([len(lesson.asked) for lesson in group]) for _, _, group in lessons]
    left = cut([p.left for p in pairs], tokenizer, 40)
    right = cut([p.right for p in pairs], tokenizer, 40)
    table = model.embeddings.word_embeddings.weight
    others = [p for p in model.parameters() if p is not table]
    peaks = [polish.table_rate, polish.rate]
    optimiser = torch.optim.AdamW(
        [{"params": [table], "lr": peaks[0]}, {"params": others, "lr": peaks[1]}], weight_decay=0.0
    )
    model.train(False)
    began, step = time.monotonic(), 0
    by_kind = {}
    for n, p in enumerate(pairs):
        by_kind.setdefault(p.kind, []).append(n)
    kinds = list(by_kind)
    while (done := step / polish.steps) < 1:
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * min(1.0, (step + 1) / 50) * (1 - done)
        optimiser.zero_grad()
        told = []
        for (weight, share, group), chance in zip(groups, chances, strict=True):
            if rng.random() < share:
                loss = weight * group[int(nrng.choice(len(group), p=chance / chance.sum()))].loss(model)
                loss.backward()
                told.append(round(loss.item(), 2))
        if polish.general and rng.random() < 0.5:
            batch = np.array(rng.sample(by_kind[rng.choice(kinds)], polish.general))
            loss = contrast(_embed(model, left, batch), _embed(model, right, batch))
            loss.backward()
            told.append(("general", round(loss.item(), 2)))
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        if step % 10 == 0:
            print(f"polish: step {step}, {(time.monotonic() - began) / 60:.1f} min, {told}", flush=True)
        if every and step % every == 0:
            torch.save(model.state_dict(), work)
    return model
