"""Kolektivka in the browser: page set-up and the list of screens."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from ui import about, add, ask, binding, compare, pack, quality, read, report, topics
from ui.errors import explained
from ui.frame import frame, notice, title_of
from ui.opened import is_open, open_base
from ui.state import current_view
from ui.words import LANGUAGES, Words

SCREENS = {
    "ask": ask.draw,
    "compare": compare.draw,
    "topics": topics.draw,
    "binding": binding.draw,
    "read": read.draw,
    "report": report.draw,
    "pack": pack.draw,
    "add": add.draw,
    "quality": quality.draw,
    "about": about.draw,
}


def main() -> None:
    """Draws the view at the visitor's address."""
    view = current_view()
    words = Words(LANGUAGES[view.lang])
    _ = words.gettext
    st.set_page_config(page_title=title_of(view, words), layout="wide")
    frame(view, words)
    try:
        with (
            nullcontext() if is_open() else st.spinner(_("Opening the agreements: the first time takes some seconds…"))
        ):
            base = open_base()
        SCREENS[view.screen](view, base, words)
    except ValueError as error:
        notice(explained(error, words))


if __name__ == "__main__":
    main()
