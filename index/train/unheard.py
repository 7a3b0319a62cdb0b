"""Judged questions that nobody has asked before: only these tell how new ones will fare."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoder
from index.evaluate import Judged
from index.knowledge import Knowledge

CLOSE = 0.85
"""From this cosine on a known question is, for the signals, the same question."""
_AT_ONCE = 100


def unheard(questions: Sequence[Judged], knowledge: Knowledge, encoder: Encoder) -> list[Judged]:
    """Those to which no question or phrase of the corpus comes close.

    >>> from index.encoder import load_encoder
    >>> from index.knowledge import read_knowledge
    >>> from ingest.corpus import CORPUS
    >>> knowledge = read_knowledge(CORPUS)
    >>> asked = [Judged(text, "en", "", "", ()) for text in (knowledge.questions[0].text, "who paints the office")]
    >>> [judged.q for judged in unheard(asked, knowledge, load_encoder())]
    ['who paints the office']
    """
    known = [question.text for question in knowledge.questions]
    known += [question for topic in knowledge.topics for question in topic.questions]
    known += [phrase for figure in knowledge.figures for phrase in figure.occasions]
    texts = encoder.encode_passages(known)
    vectors = encoder.encode_queries([judged.q for judged in questions])
    parts = range(0, len(vectors), _AT_ONCE)
    nearest = np.concatenate([(vectors[part : part + _AT_ONCE] @ texts.T).max(axis=1) for part in parts])
    return [judged for judged, cosine in zip(questions, nearest, strict=True) if cosine < CLOSE]
