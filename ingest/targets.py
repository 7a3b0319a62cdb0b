"""What an amending sentence aims at: an article, or a paragraph, point or indent in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

_ALPHABETS = ("abcčdefghijklmnoprsštuvzž", "abcdefghijklmnoprstuvz")
LEVELS = {"A": "article", "P": "paragraph", "T": "point", "I": "indent"}
NAMES = ("article", "paragraph", "point", "indent")


@dataclass(frozen=True, slots=True)
class Target:
    """An article, or a paragraph, point or indent in it.

    >>> Target("45", "2", indent="1").address("kpop"), Target("45").level
    ('kpop/45/2//1', 'article')
    """

    article: str = ""  # "": not named
    paragraph: str = ""  # "": the target is not in a paragraph
    point: str = ""  # "": not in a point
    indent: str = ""  # "": not in an indent

    @property
    def level(self) -> str:
        """The innermost part that is named; "": none is."""
        return next((name for name in reversed(NAMES) if getattr(self, name)), "")

    @property
    def number(self) -> str:
        """The number or letter of the innermost part."""
        return str(getattr(self, self.level)) if self.level else ""

    def address(self, agreement: str) -> str:
        """Where it is: the levels that are not named stay empty."""
        return "/".join((agreement, self.article, self.paragraph, self.point, self.indent)).rstrip("/")

    def within(self, outer: Target) -> Target | None:
        """This target, with what the outer one adds; None where they contradict each other.

        >>> Target(paragraph="2").within(Target("45")).address("x"), Target("45").within(Target("46"))
        ('x/45/2', None)
        """
        merged = self
        for name in NAMES:
            mine, other = getattr(self, name), getattr(outer, name)
            if mine and other and mine != other:
                return None
            merged = replace(merged, **{name: mine or other})
        return merged

    def beside(self, number: str) -> Target:
        """The target of the same level with another number."""
        return replace(self, **{self.level: number})


def follows(number: str, other: str) -> bool:
    """Whether a number or letter comes right after another one; lists may leave out č, š and ž.

    >>> follows("4", "3"), follows("č", "c"), follows("d", "c"), follows("d", "b")
    (True, True, True, False)
    """
    if number.isdigit() and other.isdigit():
        return int(number) == int(other) + 1
    return any(f"{other}{number}" in alphabet for alphabet in _ALPHABETS if len(number) == len(other) == 1)


def runs_through(numbers: list[str]) -> bool:
    """Whether numbers are 1, 2, 3 … or a, b, c …

    >>> runs_through(["1", "2"]), runs_through(["a", "b", "d"]), runs_through([])
    (True, False, True)
    """
    pairs = zip(numbers[1:], numbers, strict=False)
    return all(n in ("1", "a") for n in numbers[:1]) and all(follows(n, before) for n, before in pairs)


def read_targets(marks: str) -> tuple[Target, ...]:
    """The targets of a run of marks; several only where its innermost level lists several numbers.

    None at all: the marks name a level twice, or list numbers above the innermost level.

    >>> read_targets("‹A:45› ‹P:3,4›")[1].address("kpop")
    'kpop/45/4'
    >>> read_targets("‹A:45› ‹A:46›")
    ()
    """
    named: dict[str, list[str]] = {}
    for mark in marks.split("‹")[1:]:
        letter, _, numbers = mark.partition("›")[0].partition(":")
        if letter == "K":  # the agreement itself
            continue
        if LEVELS[letter] in named:
            return ()
        named[LEVELS[letter]] = numbers.split(",")
    inner = max(named, key=NAMES.index, default="")
    if not inner or any(len(numbers) > 1 for name, numbers in named.items() if name != inner):
        return ()
    outer = Target(**{name: numbers[0] for name, numbers in named.items() if name != inner})
    return tuple(replace(outer, **{inner: number}) for number in named[inner])
