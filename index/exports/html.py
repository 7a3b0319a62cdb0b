"""A page to print: no scripts, nothing fetched, every word escaped and in its own language."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from index.exports.answer import answer_lines
from index.exports.table import Entry, Group, Link, Table
from index.exports.words import Words

_STYLE = """
@page { size: A4 landscape; margin: 15mm; }
body { font: 10.5pt/1.4 "Source Sans 3", "Segoe UI", Roboto, Arial, sans-serif; color: #1b1f23; margin: 1.5rem auto;
  max-width: 75rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #8a949e; padding: .4rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #e7ecef; }
thead th:first-child, thead th:last-child { width: 24%; }
thead th:nth-child(2) { width: 15%; }
th .small { font-weight: 400; }
blockquote { margin: 0 0 .4rem; white-space: pre-wrap; }
p { margin: 0 0 .25rem; }
.lead { color: #57606a; }
.value { font-weight: 600; }
.warning, .notice, .small { font-size: .9em; }
.warning::before { content: "! "; font-weight: 700; }
.notice { border-left: 4px solid #8a949e; padding-left: .6rem; margin: .75rem 0; }
a { color: #0b5394; overflow-wrap: anywhere; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; }
  a { color: inherit; }
  a[href]:not(.bare)::after { content: " (" attr(href) ")"; font-size: .8em; overflow-wrap: anywhere; }
}
"""


def write(of: Table) -> bytes:
    """A whole HTML document in UTF-8."""
    words = of.words
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(of.title)}</title><style>{_STYLE}</style>"
    )
    about = (
        f"<h1{_lang(_title_lang(of), words)}>{escape(of.title)}</h1><p>{escape(of.as_of)} · {escape(of.writing)}</p>"
        f'<p class="notice">{escape(of.notice)}</p>'
        f'<p class="small">{escape(words.say("Link to this view"))}: {_anchor(Link(of.permalink, of.permalink))}</p>'
    )
    body = "".join(_group(group, of) for group in of.groups)
    page = f'<html lang="{words.lang}"><head>{head}</head><body>{about}<main>{body}</main></body></html>'
    return f"<!doctype html>\n{page}\n".encode()


def _title_lang(of: Table) -> str:
    return of.groups[0].title_lang if len(of.groups) == 1 else of.words.lang


def _group(group: Group, of: Table) -> str:
    words = of.words
    title = ""
    if len(of.groups) > 1:
        link = _anchor(Link(words.say("Link to this view"), group.permalink))
        name = group.title or words.say("Provisions")
        title = f'<h2{_lang(group.title_lang, words)}>{escape(name)}</h2><p class="small">{link}</p>'
    note = f'<p class="warning">{escape(group.note)}</p>' if group.note else ""
    names = ("Agreement", "Answer", "Quotation", "Citation")
    head = "".join(f'<th scope="col">{escape(words.say(name))}</th>' for name in names)
    rows = "".join(_row(entry, words) for entry in group.entries)
    return f"<section>{title}{note}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"


def _row(entry: Entry, words: Words) -> str:
    warnings = "".join(f'<p class="warning">{escape(warning)}</p>' for warning in entry.warnings)
    agreement = (
        f'<th scope="row"><p>{escape(entry.agreement)}</p>'
        f'<p class="small"{_lang(entry.title_lang, words)}>{escape(entry.title)}</p></th>'
    )
    values, *rest = answer_lines(entry, words)
    answer = f'<p class="value">{escape(values)}</p>' + "".join(f"<p>{escape(line)}</p>" for line in rest)
    lang = _lang(entry.quote_lang, words)
    heading = f"<p{lang}><b>{escape(entry.heading)}</b></p>" if entry.heading else ""
    lead = f'<span class="lead">{escape(entry.lead)}\n</span>' if entry.lead else ""
    quote = f"<blockquote{lang}>{lead}{escape(entry.quote)}</blockquote>" if entry.quote else ""
    return (
        f"<tr>{agreement}<td>{answer}</td><td>{heading}{quote}</td>"
        f'<td>{_source(entry, words)}<p class="small">{escape(entry.standing)}</p>{warnings}</td></tr>'
    )


def _source(entry: Entry, words: Words) -> str:
    if not entry.citation:
        return ""
    lang = _lang(entry.citation_lang, words)
    also = ""
    if entry.see_also:
        also = f'<p class="small">{escape(words.say("See also"))}: <span{lang}>{_anchors(entry.see_also)}</span></p>'
    published = f'<p class="small">{_anchors(entry.published)}</p>' if entry.published else ""
    return f"<p{lang}>{_anchor(Link(entry.citation, entry.permalink))}</p>{published}{also}"


def _anchors(links: Iterable[Link]) -> str:
    return "; ".join(_anchor(link) for link in links)


def _anchor(link: Link) -> str:
    """A link; anything but a web address stays mere words."""
    if not link.url.startswith(("https://", "http://")):
        return escape(link.text)
    bare = ' class="bare"' if link.text == link.url else ""  # on paper the address is printed once
    return f'<a href="{escape(link.url)}" rel="noopener"{bare}>{escape(link.text)}</a>'


def _lang(lang: str, words: Words) -> str:
    return f' lang="{lang}"' if lang and lang != words.lang else ""
