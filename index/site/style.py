"""The looks of the static pages: paper and ink, light and dark, on a screen and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1f2326; --soft: #565c5e; --line: #8f8a7c; --paper: #fcfbf8; --card: #f2f0ea;
  --link: #1b5752; --care: #6d4600; --bad: #8c2320; --good: #1d5b36; --here: #ffe79c;
  --serif: "Source Serif", Georgia, "Noto Serif", "DejaVu Serif", serif; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e0; --soft: #b3b8b8; --line: #737b7c; --paper: #15191b; --card: #1f2527; --link: #86d0c6;
    --care: #f0c878; --bad: #f4aaa4; --good: #94d8ac; --here: #52430f; }
}
body { margin: 0 auto; max-width: 46rem; padding: 1rem 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; background: var(--paper); padding: .5rem; }
.skip:focus { left: 1rem; top: .5rem; }
header, footer { font-size: .95rem; }
header { border-bottom: 1px solid var(--line); padding-bottom: .6rem; margin-bottom: 1.2rem; }
header ol { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .5rem; margin: 0; padding: 0; }
header li + li::before { content: "› "; color: var(--soft); }
footer { border-top: 1px solid var(--line); color: var(--soft); margin-top: 2rem; padding-top: .8rem; }
h1, h2 { font-family: var(--serif); line-height: 1.3; }
h1 { font-size: 1.6rem; margin: .2rem 0 .5rem; }
h1 span { font-weight: 400; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; }
p { margin: 0 0 .6rem; }
ul, ol { margin: 0 0 .6rem; }
.trail, .agreement, .small { font-size: .9rem; color: var(--soft); margin: 0 0 .3rem; }
.standing { font-weight: 600; margin: 0 0 .3rem; }
.good { color: var(--good); } .care, .warnings { color: var(--care); } .bad { color: var(--bad); }
.warnings { list-style: none; padding: 0; font-size: .92rem; }
.warnings li { padding-left: 1rem; text-indent: -1rem; }
.warnings li::before { content: "! "; font-weight: 700; }
.warnings a { color: inherit; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .1rem 1rem; margin: 0 0 .8rem;
  font-size: .95rem; }
dt { color: var(--soft); } dd { margin: 0; }
.summary { border: 1px dashed var(--line); border-radius: 6px; padding: .5rem .8rem; font-size: .95rem; }
.text { font: 1.1rem/1.6 var(--serif); margin: 1.2rem 0; }
.text ul { list-style: none; padding: 0 0 0 1.4rem; margin: 0 0 .6rem; }
.text li { margin: 0 0 .35rem; } .text li ul { margin-top: .35rem; }
.text blockquote { margin: 0 0 .8rem; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); }
.text :target { background: var(--here); scroll-margin-top: 1rem; }
.perma { color: var(--soft); text-decoration: none; font: .8rem sans-serif; padding: .3rem .35rem; }
.wide { overflow-x: auto; margin: 0 0 .8rem; }
table { border-collapse: collapse; font-size: 1rem; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { font-weight: 400; } thead th { font-weight: 600; background: var(--card); }
.citation { background: var(--card); border-radius: 6px; padding: .5rem .8rem; font-size: .95rem; }
.dangling { text-decoration: underline wavy var(--bad) 1px; text-underline-offset: .2em; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.list, .tree ul { list-style: none; padding: 0; }
.list li, .tree li { margin: 0; padding: .2rem 0; }
.tree ul ul { padding-left: 1.2rem; border-left: 1px solid var(--line); }
q { color: var(--soft); }
summary { cursor: pointer; color: var(--link); padding: .2rem 0; }
.diff { white-space: pre-wrap; font: 1rem/1.6 var(--serif); }
del { color: var(--bad); } ins { color: var(--good); text-decoration: underline double; }
.beside { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .4rem 1rem; margin-top: 1.2rem;
  border-top: 1px solid var(--line); padding-top: .7rem; }
@media print {
  :root { --ink: #000; --soft: #333; --line: #777; --paper: #fff; --card: #fff; --link: #000; --care: #000;
    --bad: #000; --good: #000; --here: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .skip, .perma, .beside, header { display: none; }
  tr, li, .citation { break-inside: avoid; } h1, h2 { break-after: avoid; }
  .wide { overflow: visible; }
}
"""
