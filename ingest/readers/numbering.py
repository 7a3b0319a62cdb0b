"""The numbers that Word prints before a paragraph and does not keep in its text."""

from __future__ import annotations

import re
from collections import defaultdict

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


class Numbering:
    """Counts along the document: `mark` is asked for each paragraph once, in order."""

    def __init__(self, word: WordDocument) -> None:
        self._levels: dict[tuple[str, int], BaseOxmlElement] = {}  # (number's id, level) → its settings
        self._list_of: dict[str, str] = {}  # number's id → the list whose counters it shares
        self._counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {style.style_id: style.element for style in word.styles}
        for relation in word.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                self._learn(relation.target_part.element)

    def _learn(self, root: BaseOxmlElement) -> None:
        lists = {_value(item, "w:abstractNumId"): item for item in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            key = _value(number, "w:numId")
            shared = number.find(qn("w:abstractNumId"))
            of_list = _value(shared, "w:val") if shared is not None else ""
            # A number that starts anew counts for itself.
            self._list_of[key] = key if number.find(f".//{qn('w:startOverride')}") is not None else f"#{of_list}"
            for level in lists[of_list].findall(qn("w:lvl")) if of_list in lists else ():
                self._levels[key, int(_value(level, "w:ilvl") or 0)] = level

    def mark(self, paragraph: BaseOxmlElement) -> str:
        """ "1. člen ", "a) " or "• ", as Word prints it; empty for a paragraph without a number."""
        key, depth = self._setting(paragraph)
        level = self._levels.get((key, depth))
        if level is None:
            return ""
        counters = self._counters[self._list_of[key]]
        counters[depth] = counters.get(depth, _start(level) - 1) + 1
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        if _child(level, "w:numFmt") == "bullet":
            return "• "
        shown = re.sub(r"%(\d)", lambda m: self._counted(key, int(m[1]) - 1, counters), _child(level, "w:lvlText"))
        return f"{shown} " if shown.strip() else ""

    def _setting(self, paragraph: BaseOxmlElement) -> tuple[str, int]:
        """The number's id and level, from the paragraph or else from its style."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        owners = [paragraph]
        if style is not None and _value(style, "w:val") in self._styles:
            owners.append(self._styles[_value(style, "w:val")])
        for owner in owners:
            number = owner.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if number is not None:
                return _child(number, "w:numId"), int(_child(number, "w:ilvl") or 0)
        return "", 0

    def _counted(self, key: str, depth: int, counters: dict[int, int]) -> str:
        level = self._levels.get((key, depth))
        count = counters.get(depth, _start(level) if level is not None else 1)
        kind = _child(level, "w:numFmt") if level is not None else ""
        if kind in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter if kind == "lowerLetter" else letter.upper()
        if kind in ("lowerRoman", "upperRoman") and count < 40:
            roman, rest = "", count
            for sign, worth in _ROMAN:
                roman, rest = roman + sign * (rest // worth), rest % worth
            return roman if kind == "upperRoman" else roman.lower()
        return str(count)


def _start(level: BaseOxmlElement) -> int:
    return int(_child(level, "w:start") or 1)


def _child(element: BaseOxmlElement, tag: str) -> str:
    found = element.find(qn(tag))
    return _value(found, "w:val") if found is not None else ""


def _value(element: BaseOxmlElement, attribute: str) -> str:
    return str(element.get(qn(attribute)) or "")
