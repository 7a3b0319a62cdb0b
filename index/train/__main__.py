"""`python -m index.train --data DIR --out DIR`: from the shared texts to a model folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from index.encoder import load_encoder
from index.train.keep import keep_static, write_card, write_checksums
from index.train.measure import benchmarks
from index.train.static import Recipe, train_static
from index.train.teacher import english_start, teacher_tokenizer
from index.train.texts import MissingDataError, Pair, statute_pairs, statutes, translations
from index.train.vocabulary import english_pieces, slavic_pieces, tokenizer_of

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


def static(data: Path, out: Path, recipe: Recipe) -> None:
    """The whole way to the static encoder, with its card and checksums."""
    began = time.monotonic()
    parallel = list(translations(data))
    pairs = [*parallel, *statute_pairs(data)]
    english, slavic = pieces_of(data, parallel)
    tokenizer = tokenizer_of([*english, *slavic])
    start = english_start(tokenizer, english, recipe.dimension)
    table = train_static(pairs, tokenizer, start, recipe)
    keep_static(table, tokenizer, out)
    minutes = (time.monotonic() - began) / 60
    how = (
        f"A static embedding: {tokenizer.get_vocab_size():,} pieces of {recipe.dimension} numbers, a text is "
        f"the mean of its pieces. {len(pairs):,} pairs (translations, statute headings with articles, halves "
        f"of articles), {recipe.epochs} epochs of in-batch contrast, batches of {recipe.batch:,}, Adam at "
        f"{recipe.rate}; {minutes:.0f} minutes on two cores."
    )
    figures = benchmarks(data, load_encoder(str(out)).encode_passages)
    write_card(out, f"Kolektivka static {recipe.dimension}", how, figures, recipe.seed)
    write_checksums(out)
    print(*figures, f"{minutes:.1f} minutes", sep="\n")


def main() -> int:
    """Parse, train, say what went wrong in one line."""
    parser = argparse.ArgumentParser(
        prog="python -m index.train",
        description="Trains the encoder that ships with the project.",
        epilog="example: python -m index.train --data ../shared/training-data --out models/static-256",
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared training texts")
    parser.add_argument("--out", type=Path, required=True, help="folder that the model is written to")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--dimension", type=int, default=Recipe().dimension)
    parser.add_argument("--threads", type=int, default=2)
    wanted = parser.parse_args()
    torch.set_num_threads(wanted.threads)
    try:
        static(wanted.data, wanted.out, Recipe(dimension=wanted.dimension, epochs=wanted.epochs))
    except MissingDataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
