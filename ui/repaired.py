"""The names of the repairs of a text, for the catalogues."""

from __future__ import annotations

from ui.errors import marked_for_translation as _

NAMES = (
    _("odd blanks"),
    _("line ends"),
    _("mixed scripts"),
    _("page footers"),
    _("running heads"),
    _("stray marks"),
    _("article headings"),
    _("part headings"),
    _("struck-out marks"),
    _("paragraph numbers"),
    _("letters"),
    _("blank lines"),
    _("joined lines"),
    _("columns"),
    _("blank runs"),
)
