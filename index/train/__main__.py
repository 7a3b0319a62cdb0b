"""`python -m index.train --data DIR --out DIR`: from the shared texts to a model folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.encoder import load_encoder
from index.knowledge import read_knowledge
from index.light_encoder import Vectors
from index.train.keep import keep_static, write_card, write_checksums
from index.train.lessons import Lesson, of_agreements, of_glossary, of_numbers, of_statutes, of_topics
from index.train.measure import benchmarks
from index.train.static import Recipe, means, train_static
from index.train.teacher import english_start, teacher_tokenizer
from index.train.texts import MissingDataError, Pair, statute_pairs, statutes, translations
from index.train.tune import Tuning, tune_static
from index.train.vocabulary import english_pieces, slavic_pieces, tokenizer_of
from ingest.corpus import CORPUS, read_corpus

RECIPE = Recipe()
SLAVIC_PIECES = 22_000
# Serbian statutes are five times the Slovenian ones; every fourth article keeps the languages level.
_EVERY_SERBIAN = 4


def pieces_of(data: Path, parallel: Sequence[Pair]) -> tuple[list[str], list[str]]:
    """The English and the Slavic pieces that these texts call for."""
    english = {pair.left for pair in parallel if pair.kind.startswith("en")}
    others = {pair.right for pair in parallel} | {p.left for p in parallel if p.kind.startswith("sl")}
    law = [
        content
        for number, (language, _, content) in enumerate(statutes(data))
        if language == "sl" or number % _EVERY_SERBIAN == 0
    ]
    return (
        english_pieces(sorted(english), teacher_tokenizer()),
        slavic_pieces([*sorted(others), *law], SLAVIC_PIECES),
    )


def lessons(data: Path, corpus: Path = CORPUS) -> list[tuple[float, list[Lesson]]]:
    """All that people wrote about the provisions, the terms and the statutes, with the weight of each group."""
    units = [unit for source in read_corpus(corpus) for unit in source.units]
    knowledge = read_knowledge(corpus)
    questions, phrases = of_agreements(units, knowledge)
    return [
        (1.0, [questions]),
        (0.5, [phrases]),
        (1.0, [of_numbers(knowledge.figures)]),
        (1.0, [of_topics(units, knowledge)]),
        (0.5, [of_glossary(knowledge.concepts)]),
        (0.5, of_statutes(data)),
    ]


def general(data: Path, recipe: Recipe = RECIPE) -> tuple[Tokenizer, Vectors, list[Pair]]:
    """The encoder that only knows translations and statutes: its vocabulary, its vectors, and the pairs it saw."""
    parallel = list(translations(data))
    pairs = [*parallel, *statute_pairs(data)]
    english, slavic = pieces_of(data, parallel)
    tokenizer = tokenizer_of([*english, *slavic])
    start = english_start(tokenizer, english, recipe.dimension)
    return tokenizer, train_static(pairs, tokenizer, start, recipe), pairs


def static(data: Path, out: Path, recipe: Recipe, tuning: Tuning) -> None:
    """The whole way to the static encoder, with its card and checksums."""
    began = time.monotonic()
    taught = lessons(data)
    tokenizer, first, pairs = general(data, recipe)
    before = benchmarks(data, partial(means, first, tokenizer))
    keep_static(tune_static(first, tokenizer, taught, pairs, tuning), tokenizer, out)
    after = benchmarks(data, load_encoder(str(out)).encode_passages)
    minutes = (time.monotonic() - began) / 60
    asked = len({lesson.texts[n] for _, group in taught for lesson in group for n in lesson.asked})
    how = _HOW.format(
        pieces=tokenizer.get_vocab_size(), pairs=len(pairs), asked=asked, minutes=minutes, recipe=recipe, tuning=tuning
    )
    write_card(out, f"Kolektivka static {recipe.dimension}", how, list(zip(before, after, strict=True)), recipe.seed)
    write_checksums(out)
    print(*after, f"{minutes:.1f} minutes", sep="\n")


_HOW = """A static embedding: {pieces:,} pieces of {recipe.dimension} numbers, a text is the mean of its pieces.

1. General: {pairs:,} pairs (translations, statute headings with articles, halves of articles),
   {recipe.epochs} epochs of in-batch contrast, batches of {recipe.batch:,}, Adam at {recipe.rate}.
2. Labour law: {asked:,} questions and terms that people wrote. Each must choose what it is about among all that
   there is: a provision among those of all agreements, a number of its provision, a topic, a concept of the
   glossary, an article of its statute. The mean of {tuning.runs} runs of {tuning.steps} steps, beside
   {tuning.general:,} general pairs in each, Adam at {tuning.rate}.

Together {minutes:.0f} minutes on two cores."""


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, train, say what went wrong in one line."""
    parser = argparse.ArgumentParser(
        prog="python -m index.train",
        description="Trains the encoder that ships with the project.",
        epilog="example: python -m index.train --data ../shared/training-data --out models/static-256",
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared training texts")
    parser.add_argument("--out", type=Path, required=True, help="folder that the model is written to")
    parser.add_argument("--epochs", type=int, default=RECIPE.epochs)
    parser.add_argument("--steps", type=int, default=Tuning().steps, help="of the tuning on labour law")
    parser.add_argument("--dimension", type=int, default=RECIPE.dimension)
    parser.add_argument("--threads", type=int, default=2)
    wanted = parser.parse_args(argv)
    torch.set_num_threads(wanted.threads)
    try:
        _check(wanted.out)
        recipe = Recipe(dimension=wanted.dimension, epochs=wanted.epochs)
        static(wanted.data, wanted.out, recipe, Tuning(steps=wanted.steps))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(out: Path) -> None:
    if out.exists() and not (out / "modules.json").is_file():
        raise MissingDataError(f"{out} is not the folder of a model and would be replaced: name another with --out")


if __name__ == "__main__":
    sys.exit(main())
