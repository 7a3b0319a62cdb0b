"""The Read screen: a provision in time, its references, its citations, and its neighbours elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.cite import FORMS, citation
from index.cited import check_citations
from index.knowledge_base import KnowledgeBase
from index.states import CAUTIONS, SENTENCES, Caution, Code, Standing, State
from index.word_diff import differing, word_diff
from ingest.links import referring_to
from ingest.records import Ground
from ui.about import about_html
from ui.blocks import Wrap, wrapped
from ui.cited import checked_html
from ui.contents import contents_html, units_of
from ui.in_time import diff_html
from ui.linked import link_wraps
from ui.provision import article_html
from ui.read import original_html, similar_html, unit_html
from ui.standing import badge_html, cautions_html, sentence
from ui.start import base_html
from ui.state import View
from ui.words import LANGUAGES, Words

ROOT = Path(__file__).parent.parent
WRITINGS = {code: Words(language) for code, language in LANGUAGES.items()}
NO_GROUND = Ground("register", "")
DAYS: Sequence[tuple[str, date | str]] = (
    ("day", date(2023, 5, 1)), ("since", date(2023, 6, 14)), ("applied", date(2023, 5, 1)),
    ("in_force", date(2023, 6, 14)), ("until", date(2019, 1, 31)), ("first", date(2023, 4, 12)),
    ("last", date(2023, 5, 8)), ("what", "8/2018"), ("part", "normative"), ("source", "kpop/aneks-1/2"),
    ("words", "<b>64. člen</b>"),
)  # fmt: skip


@pytest.fixture
def app(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("KOLEKTIVKA_INDEX", str(home))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def read(kb: KnowledgeBase, at: str, day: str = "", lang: str = "en") -> str:
    """The whole unit as it is drawn."""
    address = kb.places.parse(at)
    when = date.fromisoformat(day) if day else address.day
    reading = kb.law.reading(address.unit, when or date.today())
    return unit_html(address, reading, View(lang, "read", at=at, day=when), kb, WRITINGS[lang])


# Standing in four writings


@pytest.mark.parametrize("lang", ["sl", "sr", "sr-Latn"])
@pytest.mark.parametrize("text", [*(s for said in SENTENCES.values() for s in said), *CAUTIONS.values()])
def test_every_standing_and_caution_has_words_in_every_writing(lang: str, text: str) -> None:
    said = WRITINGS[lang].gettext(text)
    assert said != text
    assert set(re.findall(r"\{\w+\}", said)) == set(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cautions_are_one_line_with_dates_in_the_readers_manner_and_no_markup(kb: KnowledgeBase, lang: str) -> None:
    codes: tuple[Code, ...] = tuple(CAUTIONS)
    for code in codes:
        standing = Standing("in force", NO_GROUND, warnings=(Caution(code, tuple(DAYS)),))
        html = cautions_html(kb.by_id["kpop"], standing, View(lang), WRITINGS[lang])
        text = plain(html)
        assert html.count("<li>") == 1 and "<b>" not in html
        assert not re.search(r"\d{4}-\d\d-\d\d|\.\.|\{", text), text
        if lang != "en":
            assert "normative" not in text and " 2023-" not in text


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "In force since 14 June 2023."),
        ("sl", "Velja od 14. 6. 2023."),
        ("sr", "Важи од 14. 6. 2023."),
        ("sr-Latn", "Važi od 14. 6. 2023."),
    ],
)
def test_a_standing_is_said_in_the_manner_of_the_language(lang: str, expected: str) -> None:
    stands = Standing("in force", NO_GROUND, since=date(2023, 6, 14))
    assert sentence(stands, WRITINGS[lang]) == expected
    badge = badge_html(stands, WRITINGS[lang])
    assert expected.rstrip(".") in badge.replace("\u00a0", " ")
    assert " 2023" not in badge  # a day is not broken over two lines


def test_every_state_has_a_sign_beside_its_colour() -> None:
    states: tuple[State, ...] = tuple(SENTENCES)
    for state in states:
        assert re.search(r'aria-hidden="true">[^<\s]', badge_html(Standing(state, NO_GROUND), WRITINGS["en"]))


# A unit on a day


@pytest.mark.parametrize(
    ("day", "said", "text", "not_said"),
    [
        ("2023-04-30", "not known here", "v mesecu januarju", "Another text applies"),
        ("2023-05-15", "In force until 13 June 2023", "v mesecu januarju", "Not yet in force:"),
        ("2023-06-20", "In force since 14 June 2023", "s 1. marcem", "Another text applies"),
    ],
)
def test_a_unit_reads_as_of_the_day(kb: KnowledgeBase, day: str, said: str, text: str, not_said: str) -> None:
    html = plain(read(kb, "kpop/64", day))
    assert said in html.replace("\u00a0", " ") and text in html and not_said not in html
    assert html == plain(read(kb, f"kpop/64@{day}"))


def test_the_text_that_applies_to_a_day_is_named_beside_the_one_in_force(kb: KnowledgeBase) -> None:
    html = read(kb, "kpop/64", "2023-05-15")
    assert "Another text applies to this day" in html and "with effect from 1 May 2023" in html
    assert 'href="?lang=en&amp;screen=read&amp;at=kpop/64&amp;day=2023-06-14"' in html


def test_what_goes_and_comes_is_marked_by_more_than_colour(kb: KnowledgeBase) -> None:
    old, new = (wording.text for wording in kb.law.history("kpop/64"))
    html = diff_html(word_diff(old, new), kb.unit("kpop/64"), False, WRITINGS["sl"])
    for tag, said, words in (("del", "črtano:", "v mesecu januarju"), ("ins", "dodano:", "1/3")):
        assert re.search(rf'<{tag}><span class="k-hidden" lang="sl">{said} </span>{words}</{tag}>', html)
    assert "754 EUR" in html and "<del>754" not in html


def test_only_the_words_that_repair_changed_are_marked_in_the_original(kb: KnowledgeBase) -> None:
    unit = kb.unit("zps-oa/20")
    original = kb.original(unit).strip()
    obtained, shown = differing(original, unit.text.strip())
    assert any("$" in original[a:b] or "¢" in original[a:b] for a, b in obtained)
    assert sum(b - a for a, b in shown) < len(unit.text) / 2
    assert "<mark>" in original_html(unit, kb, WRITINGS["en"])


def test_an_unofficial_summary_is_marked_so_in_the_readers_language(kb: KnowledgeBase) -> None:
    for lang, label in (("en", "Unofficial summary"), ("sl", "Neuradni povzetek"), ("sr-Latn", "Nezvaničan sažetak")):
        assert label in read(kb, "kpop/45", lang=lang)
    assert not re.search("[а-я]", plain(read(kb, "kpop/45", lang="sr-Latn")))
    assert "Unofficial summary" not in read(kb, "kpop/64", "2023-05-15")


# References


def test_references_of_a_text_lead_to_their_articles(kb: KnowledgeBase) -> None:
    html = read(kb, "kpzsv/40")
    assert re.search(r'<a class="k-ref" href="\?lang=en&amp;screen=read&amp;at=kpzsv/38"[^>]*>[^<]*38\.', html)


def test_a_reference_that_leads_nowhere_is_said_so(kb: KnowledgeBase, app: AppTest) -> None:
    app.query_params.update({"lang": "en", "screen": "read", "at": "pku-sz/26"})
    html = plain("\n".join(element.proto.body for element in app.run().get("html")))
    assert "(no such place)" in html and "outside the base" not in html
    assert 'class="k-dangling"' in read(kb, "kpzsv/89b")


def test_every_reference_in_the_base_is_a_link_or_said_to_lead_nowhere(kb: KnowledgeBase) -> None:
    """In every wording of every unit, and no word of the text is lost by it."""
    for wording in kb.law.wordings:
        found = kb.law.links_of(wording)
        wraps = tuple(link_wraps(found, View(), kb, WRITINGS["en"]))
        assert len(wraps) == sum(bool(link.targets) or link.leads_nowhere for link in found), wording.address
        body = [block.span for block in wording.blocks if block.kind not in ("heading", "title")]
        inside = [wrap for wrap in wraps if any(a <= wrap.span[0] < b for a, b in body)]
        html = article_html(wording.unit, False, wraps)
        assert html.count("</a>") + html.count('class="k-dangling"') == len(inside), wording.address
        assert re.sub(r"</?(a|span)[^>]*>", "", html) == article_html(wording.unit, False), wording.address


def test_who_refers_to_a_unit_is_listed(kb: KnowledgeBase, app: AppTest) -> None:
    app.query_params.update({"lang": "sl", "screen": "read", "at": "kpop/64"})
    html = "\n".join(element.proto.body for element in app.run().get("html"))
    sources = {link.source for link in referring_to(kb.places.parse("kpop/64"), kb.law.links)}
    assert sources and all(f"at={source}" in html for source in sources)


# Citations


@pytest.mark.parametrize("form", FORMS)
def test_the_box_opens_every_unit_by_its_citation(kb: KnowledgeBase, form: str) -> None:
    for unit in kb.units:
        agreement = kb.by_id[unit.agreement]
        if agreement.is_law:
            cited = citation(agreement, unit, form=next(f for f in FORMS if f == form))
            address = kb.reader.parse(cited)
            assert address and [str(p) for p in kb.reader.candidates(address)] == [unit.address], cited


@pytest.mark.parametrize(
    ("typed", "at"),
    [("45. člen KPOP", "kpop/45"), ("члан 29. став 1. тачка 1) ПКУ", "pku-sz/29/1/1"), ("KPOP 64/2", "kpop/64/2")],
)
def test_a_typed_citation_leads_to_its_place(app: AppTest, typed: str, at: str) -> None:
    app.query_params.update({"lang": "en", "screen": "read"})
    app.run()
    app.text_input(key="cite").set_value(typed)
    next(button for button in app.button if button.label == "Open").click().run()
    assert not app.exception and app.query_params["at"] in (at, [at]) and "cite" not in app.query_params


@pytest.mark.parametrize(
    ("typed", "said"),
    [("9. člen", "can mean:"), ("245. člen KPOP", "no such place"), ("<b>dopust</b>", "is not a citation")],
)
def test_a_citation_that_is_not_one_place_gives_a_choice_or_a_sentence(app: AppTest, typed: str, said: str) -> None:
    app.query_params.update({"lang": "en", "screen": "read", "cite": typed})
    html = "\n".join(element.proto.body for element in app.run().get("html"))
    assert not app.exception and said in html and "<b>dopust" not in html
    assert (html.count("at=") >= 3) or said != "can mean:"


def test_a_pasted_list_is_checked_with_the_text(kb: KnowledgeBase) -> None:
    listed = check_citations("KPOP 45/2-1\n245. člen KPOP\n9. člen\n<i>x</i>", kb.reader)
    html = checked_html(listed, View(), kb, WRITINGS["en"])
    assert [html.count(said) for said in ("✓", "✕", "?</span>")] == [1, 1, 2]
    assert "lastne poroke 1 dan" in html and "<i>" not in html


def test_the_citation_to_copy_stands_in_every_form(app: AppTest) -> None:
    app.query_params.update({"lang": "en", "screen": "read", "at": "kpop/45/2/1"})
    copied = [code.value for code in app.run().code]
    assert len(copied) == len(FORMS) and "KPOP 45/2-1" in copied
    assert "prva alineja drugega odstavka 45. člena KPOP (Uradni list RS, št. 46/23 in 62/23)" in copied


# Around a unit


def test_similar_provisions_are_the_best_of_each_other_agreement(kb: KnowledgeBase) -> None:
    near = kb.similar("kpop/45")
    assert {found.unit.address for found in near} == {"zps-oa/26", "kpzsv/38", "pku-sz/29"}
    assert [found.nearness for found in near] == sorted((found.nearness for found in near), reverse=True)
    assert [found.unit.address for found in kb.similar("kpop/45", k=1)] == [near[0].unit.address]
    back = {found.unit.address for found in kb.similar("pku-sz/29")}
    assert "kpop/45" in back
    html = similar_html(kb.places.parse("kpop/45"), View(), kb, WRITINGS["en"])
    assert html.count("k-badge") == 3


def test_every_paragraph_and_point_has_an_address_that_leads_back_to_it(kb: KnowledgeBase) -> None:
    html = read(kb, "kpop/45")
    for at in dict.fromkeys(re.findall(r'class="k-perma" href="[^"]*at=([^"&]+)', html)):
        again = read(kb, at)
        assert again.count("k-here") >= 1, at
    assert "lastne poroke" in re.search(r'k-here">(.*?)</p>', read(kb, "kpop/45/2/1"))[1]  # type: ignore[index]


def test_the_contents_have_every_unit_once_and_the_way_to_this_one_open(kb: KnowledgeBase) -> None:
    for agreement in kb.agreements:
        html = contents_html(agreement, kb, View(), WRITINGS["en"])
        listed = re.findall(r'at=([^"&]+)"', html)
        assert listed == [unit.address for unit in units_of(agreement.id, kb)]
    html = contents_html(kb.by_id["kpop"], kb, View(), WRITINGS["en"], "kpop/64")
    assert html.count("<details open>") == 3 and html.count('aria-current="page"') == 1


@pytest.mark.parametrize(("at", "neighbours"), [("kpop/64", {"kpop/63", "kpop/65"}), ("kpop/preambula", {"kpop/1"})])
def test_the_units_before_and_after_are_one_step_away(kb: KnowledgeBase, at: str, neighbours: set[str]) -> None:
    nav = re.search(r'<nav class="k-beside".*?</nav>', read(kb, at))
    assert nav and set(re.findall(r'at=([^"&]+)"', nav[0])) == neighbours


def test_a_place_that_is_not_in_the_wording_is_said(kb: KnowledgeBase) -> None:
    assert "There is no place kpop/64/9 in this wording" in read(kb, "kpop/64/9")


# What is in the base, and where it comes from


@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_screen_says_what_is_in_the_base_and_how_fresh_it_is(kb: KnowledgeBase, lang: str) -> None:
    html = base_html(View(lang), kb, WRITINGS[lang])
    laws = [agreement for agreement in kb.agreements if agreement.is_law]
    assert html.count("k-badge") == len(laws) and all(law.short in html for law in laws)
    for law in laws:
        assert law.text_until is None or WRITINGS[lang].date(law.text_until) in html


def test_about_names_the_source_of_every_text_and_links_its_gazettes(kb: KnowledgeBase) -> None:
    html = about_html(View(), kb, WRITINGS["en"])
    assert "is authentic" in html
    assert html.count('href="https://www.uradni-list.si/') >= 2
    for law in (agreement for agreement in kb.agreements if agreement.is_law):
        assert all(gazette.issue in html for gazette in law.published)


def test_tags_go_around_words_and_never_into_them() -> None:
    hostile = "<b>64. člen</b>"
    assert wrapped(hostile, (0, len(hostile)), [Wrap((3, 11), "<i>", "</i>")]) == ("&lt;b&gt;<i>64. člen</i>&lt;/b&gt;")
