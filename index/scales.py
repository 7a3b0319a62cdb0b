"""Scales: the figures that stand for each other in a list, in a table, or in the sentences that go on with it."""

from __future__ import annotations

from collections.abc import Sequence

from index.figures import Figure, family, siblings
from ingest.quantities import Quantity
from ingest.records import Unit

_FURTHER = ("more than", "at least")


def is_stepped(figures: Sequence[Figure]) -> bool:
    """Whether values go by the length of service or by pay classes, so that all of them are the answer."""
    return all(figure.conditions for figure in figures) or all(figure.classes for figure in figures)


def alike(unit: Unit, found: Sequence[Figure], chosen: int) -> list[list[int]]:
    """The figures like a chosen one by the items of its scale, in their order; one list: it is in no scale.

    The items of a list or table; the sentences of one paragraph that each have a step; and the paragraphs that go on
    with a list of steps: "nad dve leti …", "nad 25 let …".

    >>> from index.figures import figures
    >>> from ingest.corpus import read_corpus
    >>> unit = next(u for u in read_corpus()[0].units if u.label == "49")
    >>> found = figures(unit)
    >>> [[found[n].quantity.text for n in item] for item in alike(unit, found, 2)]
    [['15 dni'], ['30 dni'], ['30 dni'], ['80 dni'], ['60 dni']]
    """
    figure = found[chosen]
    sort = family(figure.quantity.kind, figure.quantity.unit)
    mine = [n for n, f in enumerate(found) if _sort(f) == sort and (f.grants or n == chosen)]
    listed = siblings(unit.blocks, figure.block)
    items: dict[tuple[int, int], list[int]] = {}
    for number in mine:
        key = _key(found[number], listed)
        items.setdefault(key, []).append(number)
    own = [key for key in items if key[0] in listed and (len(listed) > 1 or key == _key(figure, listed))]
    if figure.classes and len(listed) == 1:
        own = _rows(found, items, figure.block)
    if figure.conditions:
        own = _gone_on(found, items, own, figure.conditions[0])
        for key in own:
            if key[0] not in listed or len(listed) == 1:
                items[key] = items[key][:1] if chosen not in items[key] else [chosen]
    return [items[key] for key in sorted(own)]


def _key(figure: Figure, listed: range) -> tuple[int, int]:
    """The item of a figure: its block in a list, its sentence elsewhere."""
    return figure.block, -1 if figure.block in listed and len(listed) > 1 else figure.sentence[0]


def _rows(found: Sequence[Figure], items: dict[tuple[int, int], list[int]], block: int) -> list[tuple[int, int]]:
    """The items around a block that are for pay classes of their own, without a gap: the rows of a quoted table."""
    classed = {key[0] for key in items if all(found[number].classes for number in items[key])}
    first = last = block
    while first - 1 in classed:
        first -= 1
    while last + 1 in classed:
        last += 1
    return [key for key in items if first <= key[0] <= last and key[0] in classed]


def _gone_on(
    found: Sequence[Figure], items: dict[tuple[int, int], list[int]], own: list[tuple[int, int]], step: Quantity
) -> list[tuple[int, int]]:
    """The items with those around them that have steps of the same kind and go on with them."""
    keys = sorted(items)
    first, last = keys.index(min(own)), keys.index(max(own))

    def steps(key: tuple[int, int]) -> bool:
        return any(s.unit == step.unit and s.kind == step.kind for n in items[key] for s in found[n].conditions)

    def goes_on(key: tuple[int, int], beside: tuple[int, int]) -> bool:
        return steps(key) and steps(beside) and (key[0] == beside[0] or _opens(found, key, beside))

    while last + 1 < len(keys) and goes_on(keys[last + 1], keys[last]):
        last += 1
    while first > 0 and goes_on(keys[first], keys[first - 1]):
        first -= 1
    return keys[first : last + 1]


def _opens(found: Sequence[Figure], key: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether an item opens the next block with a further step."""
    opening = next(figure for figure in found if figure.block == key[0])
    return key[0] - before[0] == 1 and opening.is_condition and opening.quantity.bound in _FURTHER


def _sort(figure: Figure) -> str:
    return family(figure.quantity.kind, figure.quantity.unit)
