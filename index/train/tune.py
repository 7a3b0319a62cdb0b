"""Tuning the static encoder on the lessons, beside the general pairs so that nothing is forgotten."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from index.train.lessons import Lesson
from index.train.static import bags_of, batches, contrast
from index.train.texts import Pair

SCALE = 13.0  # cosine times this is the logit; a larger one learns the known questions by heart
ABSENT = -1.0  # the cosine of an owner that has no text of a kind
_NEVER = -1e4

_Texts = tuple[Tensor, Tensor]  # pieces end to end, and where each text starts


@dataclass(frozen=True, slots=True)
class Tuning:
    """The settings of the tuning.

    >>> Tuning().steps
    200
    """

    runs: int = 2  # with different seeds; the mean of their tables finds more than either of them
    steps: int = 200
    batch: int = 768  # questions of a lesson in a step
    general: int = 1024  # general pairs in a step
    rate: float = 0.006
    unread: float = 0.3  # of the pieces of a question, this share is left out; of a passage half of it
    seed: int = 31


def choice_loss(scores: Sequence[Tensor], answers: Tensor, rivals: Tensor) -> Tensor:
    """How badly questions choose their answers among the rivals, by each kind alone and by all together.

    `scores` holds the best cosine of every owner for each kind, ABSENT where it has no text of the kind.
    """
    together = torch.stack([score.clamp(min=0) for score in scores]).sum(0) / 2
    losses = [_choice(score, answers & (score > ABSENT), rivals & (score > ABSENT)) for score in scores]
    return torch.stack(losses).mean() + _choice(together, answers, rivals)


def _choice(score: Tensor, answers: Tensor, rivals: Tensor) -> Tensor:
    some = answers.any(1)
    if not some.any():
        return score.sum() * 0
    score, answers, rivals = score[some], answers[some], rivals[some]
    shares = torch.log_softmax((score * SCALE).masked_fill(~(answers | rivals), _NEVER), dim=1)
    wanted = answers / answers.sum(1, keepdim=True)
    loss: Tensor = -(shares * wanted).sum(1).mean()
    return loss


def best_of_owners(cosines: Tensor, texts: Tensor, owners: Tensor, count: int) -> Tensor:
    """(questions, owners) the best cosine of each owner's texts."""
    best = torch.full((len(cosines), count), ABSENT)
    return best.scatter_reduce(1, owners.expand(len(cosines), -1), cosines[:, texts], "amax")


class _Class:
    """A lesson cut into pieces, asked in batches that go round all its questions."""

    def __init__(self, lesson: Lesson, tokenizer: Tokenizer, size: int, rng: np.random.Generator) -> None:
        self._bags = bags_of(lesson.texts, tokenizer)
        shown = np.unique(np.concatenate([texts for texts, _ in lesson.kinds]))  # the others only ask
        place = np.full(len(lesson.texts), len(shown))  # one column more, for hiding what is not shown anyway
        place[shown] = np.arange(len(shown))
        self._shown = self._bags.select(shown.tolist())
        self._kinds = [(torch.from_numpy(place[texts]), torch.from_numpy(owners)) for texts, owners in lesson.kinds]
        self._asked = torch.from_numpy(lesson.asked)
        self._hidden = torch.from_numpy(place[lesson.hidden])
        self._answers, self._rivals = torch.from_numpy(lesson.answers), torch.from_numpy(lesson.rivals)
        self._turns = self._rounds(min(size, len(lesson.asked)), rng)

    def _rounds(self, size: int, rng: np.random.Generator) -> Iterator[Tensor]:
        while True:
            order = torch.from_numpy(rng.permutation(len(self._asked)))
            for start in range(0, len(order) - size + 1, size):
                yield order[start : start + size]

    def loss(self, table: Tensor, unread: float) -> Tensor:
        which = next(self._turns)
        asked = self._asked[which]
        questions = _vectors(table, self._bags.select(asked.tolist()), unread)
        cosines = functional.pad(questions @ _vectors(table, self._shown, unread / 2).T, (0, 1))
        hidden = self._hidden[which]
        cosines = cosines.scatter(1, hidden, torch.full(hidden.shape, ABSENT))
        answers = self._answers[which]
        scores = [best_of_owners(cosines, texts, owners, answers.shape[1]) for texts, owners in self._kinds]
        return choice_loss(scores, answers, self._rivals[which])


def _vectors(table: Tensor, texts: _Texts, unread: float) -> Tensor:
    pieces, starts = texts
    read = (torch.rand(len(pieces)) >= unread).float() + 1e-4  # a text of which nothing is left still has a direction
    sums = functional.embedding_bag(pieces, table, starts, mode="sum", per_sample_weights=read)
    return functional.normalize(sums, dim=1)


def _general(pairs: Sequence[Pair], tokenizer: Tokenizer, tuning: Tuning) -> Iterator[tuple[_Texts, _Texts]]:
    """For ever, batches of general pairs: the left and the right texts."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.left, pair.right)))
    number = {text: n for n, text in enumerate(texts)}
    keys = [(pair.kind, number[pair.left], number[pair.right]) for pair in pairs]
    bags, rng = bags_of(texts, tokenizer), random.Random(tuning.seed)
    while True:
        for batch in batches(keys, tuning.general, rng):
            yield bags.select([keys[n][1] for n in batch]), bags.select([keys[n][2] for n in batch])


def tune_static(
    table: np.ndarray,
    tokenizer: Tokenizer,
    lessons: Sequence[tuple[float, Sequence[Lesson]]],
    pairs: Sequence[Pair],
    tuning: Tuning,
) -> np.ndarray:
    """The table after the tuning; of several runs the mean. Each step takes one lesson of every group, weighted."""
    if tuning.runs > 1:
        runs = [replace(tuning, runs=1, seed=tuning.seed + run) for run in range(tuning.runs)]
        return np.asarray(np.mean([tune_static(table, tokenizer, lessons, pairs, run) for run in runs], axis=0))
    torch.manual_seed(tuning.seed)
    rng = np.random.default_rng(tuning.seed)
    groups = [(w, [_Class(lesson, tokenizer, tuning.batch, rng) for lesson in group]) for w, group in lessons]
    chances = [np.array([len(lesson.asked) for lesson in group]) for _, group in lessons]
    general = _general(pairs, tokenizer, tuning)
    weights = nn.Parameter(torch.from_numpy(table.copy()))
    optimiser = torch.optim.Adam([weights], lr=tuning.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, tuning.rate, total_steps=tuning.steps, pct_start=0.1)
    for step in range(tuning.steps):
        left, right = next(general)
        loss = contrast(_vectors(weights, left, 0.0), _vectors(weights, right, 0.0))
        for (weight, group), chance in zip(groups, chances, strict=True):
            chosen = group[int(rng.choice(len(group), p=chance / chance.sum()))]
            loss = loss + weight * chosen.loss(weights, tuning.unread)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if step % 20 == 0:
            print(f"tuning: step {step} of {tuning.steps}, loss {loss.item():.3f}", flush=True)
    return weights.detach().numpy()
