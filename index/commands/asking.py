"""Commands that answer: search, compare, topics, and whom an agreement binds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from index import as_json
from index.binding import binding
from index.commands.command import (
    Arguments,
    Commands,
    offer_agreements,
    offer_day,
    offer_lang,
    put,
    put_json,
    put_saved,
    voice_of,
)
from index.exports.command import offer_document, save_comparisons
from index.knowledge_base import KnowledgeBase
from index.results import Answer, Comparison
from index.told import answer_lines, comparison_lines, finding_lines, question_lines, topic_lines


def register(commands: Commands) -> None:
    """Adds search, compare, topics and binding."""
    search = commands.add(
        "search", _search, "the provisions that answer a question", 'search "how many days off for a wedding"'
    )
    _offer_question(search)
    search.add_argument("-k", type=int, default=10, metavar="N", help="how many hits (10)")
    offer_lang(search)
    compare = commands.add("compare", _compare, "one row per agreement", 'compare "how many days off for a wedding"')
    _offer_question(compare)
    offer_document(compare, "--export")
    topics = commands.add("topics", _topics, "the topics against the agreements", "topics --area paid-leave wedding")
    topics.add_argument("text", nargs="*", metavar="WORD", help="words of the topic's name in any of the languages")
    topics.add_argument("--area", default="", metavar="ID", help="only topics of this area")
    offer_agreements(topics)
    offer_day(topics)
    offer_lang(topics)
    binds = commands.add(
        "binding", _binding, "does an agreement bind me", "binding country=SI activity=health role=worker"
    )
    binds.add_argument("given", nargs="*", metavar="QUESTION=ANSWER", help="the answers so far (none)")


def _offer_question(sub: argparse.ArgumentParser) -> None:
    what = sub.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", metavar="QUESTION", help="in English, Slovenian or Serbian")
    what.add_argument("--batch", type=Path, metavar="FILE", help='one JSON object with "q" a line')
    offer_agreements(sub)
    sub.add_argument("--country", choices=("SI", "RS"), default="", help="only agreements of this country")
    offer_day(sub)


def _questions(arguments: Arguments) -> Iterator[str]:
    try:
        lines = arguments.batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{arguments.batch}: cannot be read as UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield str(json.loads(line)["q"])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f'{arguments.batch}, line {number}: expected a JSON object with "q"') from error


def _search(arguments: Arguments) -> None:
    voice, kb = voice_of(arguments), KnowledgeBase.open(arguments.index)

    def ask(question: str) -> Answer:
        return kb.search(question, arguments.k, arguments.agreement, arguments.country, arguments.as_of)

    if arguments.batch:
        for question in _questions(arguments):
            put_json(as_json.of_answer(ask(question), voice))
        return
    answer = ask(arguments.question)
    put(arguments, as_json.of_answer(answer, voice), answer_lines(answer, voice))


def _compare(arguments: Arguments) -> None:
    voice, kb = voice_of(arguments), KnowledgeBase.open(arguments.index)

    def ask(question: str) -> Comparison:
        return kb.compare(question, arguments.agreement, arguments.country, arguments.as_of)

    if arguments.document:
        questions = list(_questions(arguments)) if arguments.batch else [arguments.question]
        put_saved(arguments, save_comparisons(arguments, [ask(question) for question in questions]))
        return
    if arguments.batch:
        for question in _questions(arguments):
            put_json(as_json.of_comparison(ask(question), voice))
        return
    comparison = ask(arguments.question)
    put(arguments, as_json.of_comparison(comparison, voice), comparison_lines(comparison, voice))


def _topics(arguments: Arguments) -> None:
    voice, kb = voice_of(arguments), KnowledgeBase.open(arguments.index)
    text = " ".join(arguments.text)
    rows = kb.matrix.rows(arguments.as_of, arguments.area, arguments.agreement, text)
    put(arguments, [as_json.of_topic_row(row, voice) for row in rows], topic_lines(rows, voice))


def _binding(arguments: Arguments) -> None:
    pairs = [pair.partition("=") for pair in arguments.given]
    given = {name: answer for name, _, answer in pairs}
    kb, path = KnowledgeBase.open(arguments.index), binding()
    found = path.findings(given, [agreement.id for agreement in kb.agreements if agreement.is_law])
    standings = {f.agreement: kb.standing(f.rule.grounds[0].at) for f in found if f.rule}
    following = path.next(given)
    value = {
        "given": given,
        "findings": [as_json.of_finding(finding, standings.get(finding.agreement)) for finding in found],
        "next": as_json.of_question(following) if following else None,
    }
    put(arguments, value, chain(finding_lines(found, standings), question_lines(following)))
