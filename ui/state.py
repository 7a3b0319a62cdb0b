"""The address of a view: everything that decides what is on the screen, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from ui.words import LANGUAGES

SCREENS = ("ask", "compare", "read", "topics", "binding", "pack", "add", "quality", "report", "about")
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
"""The days that can be asked for."""
LONGEST_PACK = 60
"""More would make addresses that not every program carries."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown, and to whom it speaks; prints to an address and parses from one.

    >>> view = View("sl", "compare", "poroka", agreements=("kpop", "kpzsv"))
    >>> view.link()
    '?lang=sl&screen=compare&q=poroka&agreement=kpop&agreement=kpzsv'
    >>> view_of({"lang": ["sl"], "screen": ["compare"], "q": ["poroka"], "agreement": ["kpop", "kpzsv"]}) == view
    True
    """

    lang: str = "en"
    screen: str = "ask"
    q: str = ""  # "": nothing was asked yet
    country: str = ""  # "": all countries
    agreements: tuple[str, ...] = ()  # empty: all agreements
    texts: str = ""  # "Latn": Serbian texts in Latin letters; "": as published
    at: str = ""  # the address of the provision to read
    day: date | None = None  # as of which day; None: today
    cite: str = ""  # a citation to open that does not mean exactly one place; "": none
    area: str = ""  # of the topics; "": all areas
    find: str = ""  # words in the names of topics; "": all topics
    items: tuple[str, ...] = ()  # the pack, in its order; what each one is stands in ui/packed.py
    beside: tuple[str, ...] = ()  # the provisions of the pack that are laid side by side
    told: tuple[str, ...] = ()  # the answers on the way to what binds whom

    def query(self) -> dict[str, str | list[str]]:
        """The parameters of the address; what is empty stays out."""
        every: dict[str, str | list[str]] = {
            "lang": self.lang,
            "screen": "" if self.screen == "ask" else self.screen,
            "at": self.at,
            "day": self.day.isoformat() if self.day else "",
            "cite": self.cite,
            "q": self.q,
            "country": self.country,
            "agreement": list(self.agreements),
            "texts": self.texts,
            "area": self.area,
            "find": self.find,
            "beside": list(self.beside),
            "told": list(self.told),
            "item": list(self.items),
        }
        return {name: value for name, value in every.items() if value}

    def link(self, **changes: object) -> str:
        """The address of this view with some changes."""
        return "?" + urlencode(replace(self, **changes).query(), doseq=True, safe="/", errors="replace")  # type: ignore[arg-type]

    def to(self, screen: str, **changes: object) -> str:
        """The address of another screen: language, letters, day and pack go along, what was asked here does not.

        >>> View("sl", "ask", "poroka", items=("kpop/45",)).to("read", at="kpop/64")
        '?lang=sl&screen=read&at=kpop/64&item=kpop/45'
        """
        asked: dict[str, object] = {"q": "", "at": "", "cite": "", "country": "", "agreements": ()}
        here: dict[str, object] = {"area": "", "find": "", "beside": (), "told": ()}
        return self.link(screen=screen, **{**asked, **here, **changes})


def view_of(query: Mapping[str, Sequence[str]], locale: str = "") -> View:
    """The view at an address; what it does not know there is as if it were not there.

    Without a language in the address it is the browser's.

    >>> view_of({"screen": ["nowhere"], "lang": ["tlh"]}, "sr-RS").lang
    'sr'
    """

    def last(name: str) -> str:
        return query[name][-1] if query.get(name) else ""

    lang, screen = last("lang"), last("screen")
    return View(
        lang=lang if lang in LANGUAGES else _language_of(locale),
        screen=screen if screen in SCREENS else "ask",
        q=last("q"),
        country=last("country"),
        agreements=tuple(dict.fromkeys(query.get("agreement", ()))),
        texts="Latn" if last("texts") == "Latn" else "",
        at=last("at"),
        day=_day(last("day")),
        cite=last("cite"),
        area=last("area"),
        find=last("find"),
        items=tuple(dict.fromkeys(query.get("item", ())))[:LONGEST_PACK],
        beside=tuple(dict.fromkeys(query.get("beside", ()))),
        told=tuple(dict.fromkeys(query.get("told", ()))),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _language_of(locale: str) -> str:
    """The interface language for a browser's locale: "sl-SI", "sr-Latn-RS", "hr"."""
    wanted = locale.replace("_", "-")
    if wanted[:2] in ("hr", "bs") or wanted.startswith("sr-Latn"):
        return "sr-Latn"
    return wanted[:2] if wanted[:2] in LANGUAGES else "en"


def current_view() -> View:
    """The view that this visitor's address names."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    return view_of(query, st.context.locale or "")


def go(**changes: object) -> None:
    """Leads this visitor to another view, by its address."""
    st.query_params.from_dict(replace(current_view(), **changes).query())  # type: ignore[arg-type]


def keep(key: str, value: object) -> str:
    """Sets a widget to what the address says, before it is drawn; gives back its key."""
    st.session_state[key] = value
    return key
