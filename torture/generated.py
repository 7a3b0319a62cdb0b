"""Generated texts and pages: acts with what stands in acts in any order, tags in any order, bytes changed."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_PIECES = """1. člen|2. člen|2.a člen|Člen 3|Члан 1.|Члан 2.|Члан 2а|Član 12.|(naslov)|(črtan)|(1) Prvi odstavek.|(2)
(12) Delavec ima pravico do 3 dni.|1. točka|2. točka|a) eno;|b) dve.|1) eno|- alineja|– алинеја,|• pika
I. SPLOŠNE DOLOČBE|II.|III/A|I. ОПШТЕ ОДРЕДБЕ|Poglavje|Priloga 1|PRILOGA|Aneks|Tarifni razred\tZnesek\t
I\t538,00|\t\t\t|»6. člen|„Члан 7.|«.|”|KOLEKTIVNA POGODBA|КОЛЕКТИВНИ УГОВОР|PRAVILNIK|za dejavnost trgovine
(Uradni list RS, št. 46/23)|Ljubljana, dne 1. 1. 2024|V 3. členu se za besedo »dan« doda beseda »teden«.
У члану 3. став 1. речи: „пет дана” замењују се речима: „десет дана”.|Črta se drugi odstavek 5. člena.
Člen se spremeni tako, da se glasi:|(v nadaljnjem besedilu: KP)|od 3 do 5 % osnove|1.037,50 EUR|1/3|trideset dni
најмање 20 радних дана|31. 12. 2025|stran 3954|delav-|ec ima|PODPISNIKI|Podpisi:|Direktor|s. r.|\f|\ufeff|\u00ad
 |\xa0|\u200b\u202e|\u2028|\x85|\x1c|\x0b|ǆ|İ|ß|ﬁ|e\u0301|\U0001d7d9. člen|١. člen|²|Ⅳ.|¢len|§ 5|$1|\\1|%s|{0}
((((|))))|....|1.1.1.1.1."""
PIECES = tuple(piece for line in _PIECES.split("\n") for piece in line.split("|"))
TAGS = tuple(
    "html head body main article div p span h1 h3 table tr td th caption ul ol li br pre a script style nav header "
    "footer form select option svg math template textarea title details q sub sup b !-- !DOCTYPE ?xml x:y".split()
)
_ATTRIBUTES = tuple(
    """| colspan="9999"| start='-1'| value="x"| type=a| style="display:none"| class="hidden x"| id="cookie"| hidden
 role="navigation"| a=b c='d| charset="utf-7"| class=""| =""".replace("\n", "|").split("|")
)
_ENTITIES = ("&amp;", "&#0;", "&#xD800;", "&#1114112;", "&nbsp", "&lt;p&gt;", "&#x202e;", "&unknown;", "<![CDATA[x]]>")


def words() -> SearchStrategy[str]:
    """A word, a sentence, a heading, or any characters whatever."""
    return st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.text(max_size=30))


def acts() -> SearchStrategy[str]:
    """The text of an act, line by line; lines may run on."""
    ends = st.sampled_from(("\n", "\n", "\n", "\n\n", " ", "", "\r\n", "\t"))
    parts = st.lists(st.tuples(words(), ends), min_size=1, max_size=60)
    return parts.map(lambda found: "".join(word + end for word, end in found))


def texts() -> SearchStrategy[bytes]:
    """A text file in some character set, or what is none."""
    sets = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1250", "cp1251", "iso-8859-2", "utf-32"))
    encoded = st.tuples(acts(), sets).map(lambda found: found[0].encode(found[1], errors="replace"))
    return st.one_of(encoded, spoilt(encoded), st.binary(max_size=300))


def pages() -> SearchStrategy[bytes]:
    """A web page whose tags open and close in any order."""
    opening = st.tuples(st.sampled_from(TAGS), st.sampled_from(_ATTRIBUTES)).map(lambda tag: f"<{tag[0]}{tag[1]}>")
    closing = st.sampled_from(TAGS).map("</{}>".format)
    part = st.one_of(opening, opening, closing, words(), st.sampled_from(_ENTITIES))
    body = st.lists(part, max_size=60).map("".join)
    page = body.map(lambda inside: f"<html><body>{inside} 1. člen</body></html>".encode(errors="replace"))
    return st.one_of(page, page, spoilt(page))


def spoilt(files: SearchStrategy[bytes]) -> SearchStrategy[bytes]:
    """The same with some bytes changed, taken out or put in."""
    change = st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=8))
    return st.tuples(files, st.lists(change, min_size=1, max_size=4)).map(lambda found: _changed(*found))


def _changed(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in changes:
        at %= len(data) + 1
        data = data[:at] + put + data[at + length :]
    return data
