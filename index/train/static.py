"""The static encoder: one vector per piece, a text is their mean; trained by telling translations apart."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from index.light_encoder import Vectors, unit_length
from index.train.texts import Pair
from index.train.vocabulary import SPECIAL

SCALE = 20.0  # cosine times this is the logit; the usual value for sentence vectors
LONGEST = 256  # pieces of a text that training looks at


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one training run.

    >>> Recipe().dimension
    256
    """

    dimension: int = 256
    batch: int = 2048
    epochs: int = 5
    rate: float = 0.01
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as piece numbers laid end to end."""

    pieces: np.ndarray
    starts: np.ndarray  # one more than there are texts

    def select(self, which: Sequence[int]) -> tuple[Tensor, Tensor]:
        """The chosen texts in the form that an embedding bag takes: pieces and offsets."""
        parts = [self.pieces[self.starts[i] : self.starts[i + 1]] for i in which]
        offsets = np.cumsum([0] + [len(p) for p in parts[:-1]])
        return torch.from_numpy(np.concatenate(parts)), torch.from_numpy(offsets)


def bags_of(texts: Sequence[str], tokenizer: Tokenizer) -> Bags:
    """Every text cut into pieces once; an empty one becomes the unknown piece."""
    unknown = SPECIAL.index("[UNK]")
    encoded = []
    for start in range(0, len(texts), 10_000):
        # A character is at least an eighth of a piece: longer text is cut before the costly part.
        batch = [text[: LONGEST * 8] for text in texts[start : start + 10_000]]
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            encoded.append(np.asarray(encoding.ids[:LONGEST] or [unknown], dtype=np.int64))
    return Bags(np.concatenate(encoded), np.cumsum([0] + [len(e) for e in encoded]))


def means(table: np.ndarray, tokenizer: Tokenizer, texts: Sequence[str]) -> Vectors:
    """The vectors that a table gives to texts, of length one."""
    bags = bags_of(texts, tokenizer)
    parts = [bags.pieces[start:end] for start, end in pairwise(bags.starts)]
    return unit_length(np.stack([table[part].mean(axis=0) for part in parts]))


def batches(keys: Sequence[tuple[str, int, int]], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Numbers of pairs, shuffled; one kind in a batch and no text twice, which would be its own negative."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for number, (kind, _, _) in enumerate(keys):
        by_kind[kind].append(number)
    made = []
    for numbers in by_kind.values():
        rng.shuffle(numbers)
        made += list(_without_repeats(numbers, keys, size))
    rng.shuffle(made)
    yield from made


def _without_repeats(numbers: list[int], keys: Sequence[tuple[str, int, int]], size: int) -> Iterator[list[int]]:
    waiting = numbers
    while waiting:
        batch: list[int] = []
        left_out: list[int] = []
        taken: set[int] = set()
        for number in waiting:
            _, left, right = keys[number]
            if len(batch) < size and left not in taken and right not in taken:
                batch.append(number)
                taken |= {left, right}
            else:
                left_out.append(number)
        waiting = left_out
        if len(batch) >= 64:  # fewer tell nothing apart
            yield batch
        else:
            return


def contrast(left: Tensor, right: Tensor) -> Tensor:
    """How badly each left vector tells its right one from the others, and the other way round."""
    logits = functional.normalize(left, dim=1) @ functional.normalize(right, dim=1).T * SCALE
    target = torch.arange(len(logits))
    loss: Tensor = (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)) / 2
    return loss


def train_static(
    pairs: Sequence[Pair], tokenizer: Tokenizer, start: Mapping[int, np.ndarray], recipe: Recipe
) -> np.ndarray:
    """The table of vectors, one row per piece, in single precision; `start` holds the rows known already."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.left, pair.right)))
    number = {text: i for i, text in enumerate(texts)}
    keys = [(pair.kind, number[pair.left], number[pair.right]) for pair in pairs]
    bags = bags_of(texts, tokenizer)
    table = nn.EmbeddingBag(tokenizer.get_vocab_size(), recipe.dimension, mode="mean")
    with torch.no_grad():
        table.weight.normal_(std=0.3 / recipe.dimension**0.5)
        for piece, row in start.items():
            table.weight[piece] = torch.from_numpy(row)
    plan = [batch for _ in range(recipe.epochs) for batch in batches(keys, recipe.batch, rng)]
    optimiser = torch.optim.Adam(table.parameters(), lr=recipe.rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=len(plan), pct_start=0.1)
    for step, batch in enumerate(plan):
        left = table(*bags.select([keys[i][1] for i in batch]))
        right = table(*bags.select([keys[i][2] for i in batch]))
        loss = contrast(left, right)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            print(f"static: step {step} of {len(plan)}, loss {loss.item():.3f}", flush=True)
    return table.weight.detach().numpy()
