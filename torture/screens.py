"""Every screen of the app with words in its address and in its base that try to be more than words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from torture.effects import of_html, words_of
from torture.figures import Figures

_APP = Path(__file__).parent.parent / "app.py"
_AS_MARKDOWN = ("label", "body", "help", "caption", "content", "text")


def every_screen(figures: Figures, home: Path, some: list[tuple[int, str]]) -> None:
    """Draws them for some injections, each with its number in the base."""
    os.environ["KOLEKTIVKA_INDEX"], os.environ["KOLEKTIVKA_QUESTIONS"] = str(home), "off"
    app = AppTest.from_file(str(_APP), default_timeout=120)
    for number, text in some:
        asked = f"{text} letni dopust"
        for view in (
            {"screen": "ask", "q": asked, "agreement": f"i{number}"},
            {"screen": "compare", "q": asked, "agreement": [f"i{number}", text]},
            {"screen": "read", "at": f"i{number}/1", "item": [f"i{number}/1", f"q:{asked}\n{text}", f"t:{text}"]},
            {"screen": "read", "at": text, "cite": text},
            {"screen": "pack", "item": [f"i{number}/1", f"q:{asked}\n{text}", f"i{number}/2\n{text}"], "beside": text},
            {"screen": "pack", "item": [text, f"t:{text}"]},
            {"screen": "topics", "area": text, "find": text, "country": text, "day": text, "lang": text},
            {"screen": "binding", "told": [f"{text}={text}", text]},
            {"screen": "report", "at": f"i{number}/1"},
            {"screen": "add", "q": text},
            {"screen": "quality", "texts": text},
        ):
            _screen(figures, app, view, text)
    with figures.guarded("screens"):
        shown = words_of(_drawn(app, {"screen": "read", "at": "i0/1"}))
        if "<script>alert(1)</script>" not in shown:
            figures.fault("screens: the words of a provision are not shown")


def _drawn(app: AppTest, view: Mapping[str, Any]) -> str:
    app.query_params.clear()
    for name, value in view.items():
        app.query_params[name] = value
    app.run()
    return "\n".join(e.proto.body for e in app.get("html") if not e.proto.unsafe_allow_javascript)


def _screen(figures: Figures, app: AppTest, view: Mapping[str, Any], text: str) -> None:
    with figures.guarded(f"screens: {text!r} on {view['screen']}"):
        for effect in of_html(_drawn(app, view)):
            figures.fault(f"screens: {text!r} on {view['screen']}: {effect}")
        for error in app.exception:
            figures.fault(f"screens: {text!r} on {view['screen']}: {error.value}")
        for said in (*_as_markdown(app), *_scripts(app)):
            if len(text) > 2 and text in said:
                figures.fault(f"screens: {text!r} on {view['screen']} is read as Markdown or as a script")


def _scripts(app: AppTest) -> Iterator[str]:
    return (element.proto.body for element in app.get("html") if element.proto.unsafe_allow_javascript)


def _as_markdown(app: AppTest) -> Iterator[str]:
    """Whatever the browser reads as Markdown."""
    for element in [*app.main, *app.sidebar]:
        proto = getattr(element, "proto", None)
        if proto is None or element.type == "html":
            continue
        yield from (str(getattr(proto, name, "")) for name in _AS_MARKDOWN)
        if element.type in ("button_group", "radio"):
            yield from map(str, getattr(proto, "options", ()))
