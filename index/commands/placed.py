"""The place that somebody names to the command: by its address, or by a citation in any form."""

from __future__ import annotations

import argparse

from index.knowledge_base import KnowledgeBase
from index.voice import Voice
from ingest.address import Address, AddressError
from ingest.places import LISTED, Places

UNREADABLE = "“{text}” is not a citation that can be read. Try a form such as “45. člen KPOP” or “KPOP 64/2”."


def offer_place(sub: argparse.ArgumentParser) -> None:
    """Adds the place; its words need no quotation marks."""
    sub.add_argument(
        "place",
        nargs="+",
        metavar="ADDRESS",
        help='such as "kpop/45", or a citation: "45. člen KPOP", "čl. 29 st. 1 PKU"',
    )


def placed(kb: KnowledgeBase, text: str, voice: Voice) -> Address:
    """The one place that an address or a citation means.

    Raises ValueError when it cannot be read, when there is no such place, and when it can mean several: it names them.
    """
    try:
        return _there(kb, kb.places.parse(text), text, voice)
    except AddressError as error:
        address = kb.reader.parse(text)
        # One word, and no citation: it was meant as an address.
        if not text.split()[1:] and (address is None or text.partition("/")[0] in kb.by_id):
            raise error
    if address is None:
        raise ValueError(voice.say(UNREADABLE, text=text))
    places = kb.reader.candidates(address)
    if len(places) > 1:
        named = "; ".join(f"{voice.cited_brief(kb, place)} ({place})" for place in places[:LISTED])
        more = "; …" if places[LISTED:] else ""
        raise ValueError(f"{voice.say('“{text}” can mean:', text=text)} {named}{more}")
    return places[0] if places else _there(kb, address, text, voice)


def _there(kb: KnowledgeBase, address: Address, text: str, voice: Voice) -> Address:
    """The address, if there is such a place in any wording of its unit."""
    history = kb.law.history(address.unit) if address.unit in kb.places.units else ()
    if not any(Places([wording.unit]).exists(address) for wording in history):
        raise ValueError(voice.say("There is no such place in the base: “{text}”.", text=text))
    return address
