"""Teaching the student to give a sentence in any of the three languages the vector that its English has."""

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
from torch.nn import functional
from transformers import BertModel

from index.train.static import Bags, contrast
from index.train.texts import Pair

SCALE_OF_COPYING = 4.0  # weight of nearness to the teacher beside telling apart
ENGLISH_SHARE = 4  # every fourth pair also rehearses its English side


@dataclass(frozen=True, slots=True)
class Course:
    """The settings of one distillation.

    >>> Course().batch
    128
    """

    work: Path = Path("artifacts/train")  # checkpoints and teacher vectors
    batch: int = 128
    longest: int = 40  # pieces
    by_hand: int = 3  # passes over what people translated
    by_machine: int = 1
    rate: float = 2e-4
    table_rate: float = 1e-3
    minutes: float = 75.0  # the plan is cut short after this
    seed: int = 7


def cut(texts: Sequence[str], tokenizer: Tokenizer, longest: int) -> Bags:
    """Every text as piece numbers with its end marks, at most so many."""
    tokenizer.enable_truncation(longest)
    encoded = [np.asarray(e.ids, dtype=np.int64) for e in tokenizer.encode_batch(list(texts))]
    tokenizer.no_truncation()
    return Bags(np.concatenate(encoded), np.cumsum([0] + [len(e) for e in encoded]))


def embed(model: BertModel, bags: Bags, which: Sequence[int] | np.ndarray) -> Tensor:
    """Mean vectors of the chosen texts, length one."""
    parts = [torch.from_numpy(bags.pieces[bags.starts[i] : bags.starts[i + 1]]) for i in which]
    ids = torch.nn.utils.rnn.pad_sequence(parts, batch_first=True)
    lengths = torch.tensor([len(p) for p in parts])
    mask = (torch.arange(ids.shape[1])[None, :] < lengths[:, None]).long()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask[:, :, None].float()
    return functional.normalize((hidden.float() * weights).sum(1) / weights.sum(1), dim=1)


def teach(texts: Sequence[str], model: BertModel, tokenizer: Tokenizer, longest: int) -> Tensor:
    """The teacher's vector of every English text, computed once, short texts together."""
    bags = cut(texts, tokenizer, longest)
    order = np.argsort(np.diff(bags.starts), kind="stable")
    vectors = torch.empty(len(texts), model.config.hidden_size)
    with torch.inference_mode():
        for start in range(0, len(order), 256):
            which = order[start : start + 256]
            vectors[which] = embed(model, bags, which)
    return vectors


def lessons(pairs: Sequence[Pair], lengths: np.ndarray, course: Course) -> Iterator[list[int]]:
    """Batches of pair numbers: of similar length, with or without English, no left text twice."""
    rng = random.Random(course.seed)
    for turn in range(max(course.by_hand, course.by_machine)):
        chosen = [i for i, p in enumerate(pairs) if turn < (course.by_hand if p.by_hand else course.by_machine)]
        rng.shuffle(chosen)
        made = []
        for english in (True, False):
            part = [i for i in chosen if pairs[i].kind.startswith("en") == english]
            for start in range(0, len(part), course.batch * 50):
                block = sorted(part[start : start + course.batch * 50], key=lambda i: lengths[i])
                made += [block[at : at + course.batch] for at in range(0, len(block), course.batch)]
        rng.shuffle(made)
        for batch in made:
            single = list({pairs[i].left: i for i in batch}.values())
            if len(single) > 8:
                yield single


class Distillation:
    """One run that can be interrupted: it goes on from its last checkpoint."""

    def __init__(self, model: BertModel, course: Course) -> None:
        table = model.embeddings.word_embeddings.weight
        others = [p for p in model.parameters() if p is not table]
        groups = [{"params": [table], "lr": course.table_rate}, {"params": others, "lr": course.rate}]
        self.model, self.course, self.step = model, course, 0
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.0)
        self.peaks = [course.table_rate, course.rate]
        self.spent = 0.0
        self.checkpoint = course.work / "distil.pt"
        if self.checkpoint.is_file():
            state = torch.load(self.checkpoint)
            model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.spent = state["step"], state["spent"]

    def save(self) -> None:
        """Written aside and renamed, so that an interruption leaves the last one whole."""
        state = {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict()}
        aside = self.checkpoint.with_suffix(".new")
        torch.save({**state, "step": self.step, "spent": self.spent}, aside)
        aside.rename(self.checkpoint)

    def run(self, plan: Sequence[list[int]], loss_of: Lesson) -> None:
        """The plan from where it stopped; the rate falls to nothing at its end or at the end of the time."""
        began, saved = time.monotonic() - self.spent, time.monotonic()
        self.model.train(False)  # without dropout: the goal is exact and the data is not seen often
        while self.step < len(plan):
            self.spent = time.monotonic() - began
            done = max(self.step / len(plan), self.spent / 60 / self.course.minutes)
            if done >= 1:
                break
            for group, peak in zip(self.optimiser.param_groups, self.peaks, strict=True):
                group["lr"] = peak * min(1.0, (self.step + 1) / 100) * (1 - done)
            loss = loss_of(self.model, plan[self.step])
            self.optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self.step += 1
            if self.step % 25 == 0:
                print(
                    f"distil: step {self.step} of {len(plan)}, {self.spent / 60:.1f} min, loss {loss.item():.3f}",
                    flush=True,
                )
            if time.monotonic() - saved > 240:
                self.save()
                saved = time.monotonic()
        self.save()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one batch teaches: nearness to the teacher where there is English, telling apart everywhere."""

    pairs: Sequence[Pair]
    left: Bags
    right: Bags
    taught: Tensor  # the teacher's vectors, one for every English text
    row: np.ndarray  # of a pair among them; pairs without English have 0, which is not looked at

    def __call__(self, model: BertModel, batch: list[int]) -> Tensor:
        right = embed(model, self.right, batch)
        if not self.pairs[batch[0]].kind.startswith("en"):
            return contrast(embed(model, self.left, batch), right)
        goal = self.taught[self.row[batch]]
        rehearsed = batch[::ENGLISH_SHARE]
        english = embed(model, self.left, rehearsed)
        near = (1 - (right * goal).sum(1)).mean() + (1 - (english * self.taught[self.row[rehearsed]]).sum(1)).mean() / 2
        return contrast(right, goal) + SCALE_OF_COPYING * near
