"""How well a question finds its provision in an agreement that nobody wrote about.

`python -m index.train.unseen --data ../shared/training-data kpzsv pku-sz` trains the encoder without what people wrote
about the agreement, indexes the corpus without it, and judges the development questions that the agreement answers.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.build import build
from index.encoder import Encoder, load_encoder
from index.evaluate import Figures, Judged, ask, figures, read_judged
from index.knowledge_base import KnowledgeBase
from index.train.__main__ import general, lessons
from index.train.keep import keep_static, write_checksums
from index.train.ranking import fit, fit_weights, halves, quote_examples
from index.train.texts import MissingDataError
from index.train.tune import Tuning, tune_static
from ingest.corpus import CORPUS

DEVELOPMENT = Path("tests/retrieval/development.jsonl")


def bare(agreement: str, folder: Path, corpus: Path = CORPUS) -> Path:
    """A copy of the corpus without the summaries, questions and topics' places of one agreement.

    Raises MissingDataError when nobody wrote about it anyway.
    """
    shutil.copytree(corpus, folder)
    summaries, questions, topics = (folder / name for name in ("summaries.tsv", "questions.tsv", "topics.toml"))
    own = re.compile(rf"(?<!\S){re.escape(agreement)}/\S+ ?")
    header, *lines = questions.read_text(encoding="utf-8").splitlines()
    parted = [line.partition("\t") for line in lines]
    left = [(own.sub("", addresses).strip(), rest) for addresses, _, rest in parted]
    if [addresses for addresses, _, _ in parted] == [addresses for addresses, _ in left]:
        raise MissingDataError(f'nobody wrote about an agreement "{agreement}": nothing can be left out')
    _write(questions, [header, *(f"{addresses}\t{rest}" for addresses, rest in left if addresses)])
    kept = summaries.read_text(encoding="utf-8").splitlines()
    _write(summaries, [line for line in kept if not line.startswith(f"{agreement}/")])
    kept = topics.read_text(encoding="utf-8").splitlines()
    _write(topics, [line for line in kept if not line.startswith(f"{agreement} = ")])
    return folder


def inside(agreement: str, corpus: Path, home: Path, encoder: Encoder, questions: Sequence[Judged]) -> Figures:
    """The figures inside the agreement, each question judged with weights that were fitted on other topics."""
    build(corpus, home, encoder)
    kb = KnowledgeBase.open(home, encoder)
    quote = fit_weights(quote_examples(kb))
    outcomes = []
    one, other = halves(questions)
    for fitted_on, judged_on in ((one, other), (other, one)):
        kb.ranking = fit(kb, fitted_on, quote)
        mine = [_only(agreement, judged) for judged in judged_on if judged.answers_of(agreement)]
        outcomes += ask(kb, mine, (agreement,))
    return figures(outcomes)


def _only(agreement: str, judged: Judged) -> Judged:
    gold = tuple((address, grade) for address, grade in judged.gold if address.startswith(f"{agreement}/"))
    return replace(judged, gold=gold)


def _write(file: Path, lines: Sequence[str]) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Trains, judges, prints a table; an expected error is one line."""
    parser = argparse.ArgumentParser(prog="python -m index.train.unseen", description=__doc__)
    parser.add_argument("agreements", nargs="+", metavar="AGREEMENT", help="whose knowledge is left out, one at a time")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared training texts")
    wanted = parser.parse_args(argv)
    try:
        print(*table(wanted.agreements, wanted.data), sep="\n")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def table(agreements: Sequence[str], data: Path) -> list[str]:
    """The lines of the table: for each agreement the encoder of the general texts alone, and the tuned one."""
    questions = read_judged(DEVELOPMENT)
    lines = ["| left out | encoder | questions | ndcg@10 | bm25 ndcg@10 | first unit right |", "|---" * 6 + "|"]
    with tempfile.TemporaryDirectory() as work:
        folders = {agreement: bare(agreement, Path(work, agreement)) for agreement in agreements}
        tokenizer, first, pairs = general(data)
        for agreement, corpus in folders.items():
            tuned = tune_static(first, tokenizer, lessons(data, corpus), pairs, Tuning())
            for name, vectors in (("general texts alone", first), ("tuned on the others", tuned)):
                model = Path(work, "model")
                keep_static(vectors, tokenizer, model)
                write_checksums(model)
                found = inside(agreement, corpus, Path(work, "index"), load_encoder(str(model)), questions)
                shown = (found["ndcg@10"], found["bm25 ndcg@10"], found["first unit right"])
                figures_shown = " | ".join(f"{value:.3f}" for value in shown)
                lines.append(f"| {agreement} | {name} | {found['questions']} | {figures_shown} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
