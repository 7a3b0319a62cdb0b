"""Why a document cannot be added, in the language of the interface."""

from __future__ import annotations

from ui.errors import marked_for_translation as _

DAMAGED = _("{name}: the file is cut off or damaged. Get it again, whole.")
LOCKED = _("{name}: the file is locked by a password. Save it without one.")
NO_TEXT = _("{name}: there is no text of an agreement in it. Check that it is the right file.")
OTHER_FORMAT = _("{name}: not a format that can be read. Save the document as {formats}.")
PICTURES = _("{name}: the pages hold no text that can be read. Run text recognition on it first.")
TOO_LARGE = _("{name}: it is too large or too deep to be read safely. Save the agreement alone.")

REFUSALS = {
    # Messages as raised, with {placeholders}, and what a visitor reads instead.
    "{name}: the file is cut off or damaged; get the whole file again": DAMAGED,
    "{name}: the DOCX file is cut off or damaged; get the whole file again": DAMAGED,
    "{name}: the DOCX file is damaged and cannot be read; get it again": DAMAGED,
    "{name}: the PDF is cut off before its end; get the whole file again": DAMAGED,
    "{name}: the PDF is damaged and cannot be read; get it again": DAMAGED,
    "{name}: the page is cut off before its end; save the whole page again": DAMAGED,
    "{name}: the file is empty; get it again": DAMAGED,
    "{name}: the Word file is encrypted; save it without a password": LOCKED,
    "{name}: the DOCX file is encrypted; save it without a password": LOCKED,
    "{name}: the PDF is encrypted; open it with its password and save it without one": LOCKED,
    "{name}: there are no words in it; check that it is the right file": NO_TEXT,
    "{name}: no text in the DOCX file; check that it is the right one": NO_TEXT,
    "{name}: no text of a law in it{why}": NO_TEXT,
    "{name}: an old Word file (.doc); open it and save it as .docx": OTHER_FORMAT,
    "{name}: an RTF file; open it and save it as .docx": OTHER_FORMAT,
    "{name}: XML of an unknown kind; save the text as HTML, DOCX or plain text": OTHER_FORMAT,
    "{name}: {kind}; save the agreement as .docx and give that": OTHER_FORMAT,
    "{name}: this is not a text but binary data; give a plain text, HTML, PDF or DOCX file": OTHER_FORMAT,
    "{name}: the letters of the PDF have no names; run text recognition (OCR) on it first": PICTURES,
    "{name}: no text in the PDF, only pictures of pages; run text recognition (OCR) first": PICTURES,
    "{name}: larger than 20 MB; save the agreement without pictures or other parts": TOO_LARGE,
    "{name}: the PDF unpacks to over 50 MB; print it to a new PDF": TOO_LARGE,
    "{name}: {why}; save the agreement alone, as DOCX or plain text": TOO_LARGE,
    "{name}: the character set was not recognised; save the text as UTF-8": _(
        "{name}: its letters were not recognised. Save the text as Unicode."
    ),
    "{name}: the text is {language}; only Slovenian and Serbian can be split: say the language, sl or sr": _(
        "{name}: the text is neither Slovenian nor Serbian; others cannot be read here."
    ),
    '{field}: "{value}" is not a date such as 2023-05-01': _(
        "“{value}” is not a date: write it as year, month and day, such as 2023-05-01."
    ),
    'article: "{line}" has no number; paste a whole line such as "{one}" or "{other}"': _(
        "“{line}” has no number: paste a whole line with which an article begins, such as “{one}” or “{other}”."
    ),
    'article: no line begins like "{line}"; paste one line just as it stands in the text': _(
        "No line of the document begins like “{line}”: paste one line just as it stands there."
    ),
    'id: "{id}" is taken; choose another': _("The id “{id}” is taken: choose another."),
    'the id "{id}" is taken; choose another': _("The id “{id}” is taken: choose another."),
    "{name}, id: use small letters, digits and hyphens": _(
        "The id may hold small Latin letters, digits and hyphens only."
    ),
    'a gazette and its issue belong together: give both, such as "{gazette}" and "{issue}"': _(
        "A gazette and its issue belong together: give both, such as “{gazette}” and “{issue}”."
    ),
    'the same file is in the base already, as "{id}"': _("The same file is in the base already, as “{id}”."),
    "no article or numbered part was found, so nothing in it could be found": _(
        "No article or numbered part was found in it, so it could not answer anything."
    ),
    "{fields} could not be told from the text; state it to keep it": _(
        "Fill in the fields with a star to keep the document: they could not be told from the text."
    ),
    "the number {number} stands twice in it; if the file holds two acts, add each as its own file": _(
        "The number {number} stands twice in it. If the file holds two acts, add each as its own file."
    ),
}
