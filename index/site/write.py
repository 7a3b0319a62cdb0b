"""Writes the whole site: into a folder beside, which then takes the place of the one named."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from index.exports.words import Words
from index.knowledge_base import KnowledgeBase
from index.site.contents import contents_page, start_page
from index.site.page import GENERATOR
from index.site.place import Site
from index.site.unit import unit_page
from index.site.ways import START, InFolder, file_of


class SiteError(ValueError):
    """The site cannot be written where it was to go."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    pages: int
    bytes: int
    seconds: float


def write_site(kb: KnowledgeBase, folder: Path, words: Words, day: date) -> Written:
    """Writes every page of the base as of a day; on any error what was in the folder before stays.

    A folder that holds anything but an earlier site is left alone. Raises SiteError.
    """
    began = perf_counter()
    folder = folder.absolute()
    _free(folder)
    part = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.part")
    count = size = 0
    try:
        for name, text in pages(Site.of(kb, words, day)):
            file, data = part / name, text.encode()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            count, size = count + 1, size + len(data)
        _switch(part, folder)
    except OSError as error:
        raise SiteError(f"{folder}: the site could not be written ({error.strerror}); name another folder") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Written(count, size, round(perf_counter() - began, 1))


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """The name of each file with its HTML: the agreements, their contents, their units."""
    yield START, start_page(site, InFolder(START, site.places))
    for agreement in site.kb.agreements:
        name = f"{agreement.id}/{START}"
        yield name, contents_page(site, agreement, InFolder(name, site.places))
    for address in site.places.units:
        name = file_of(address)
        yield name, unit_page(site, address, InFolder(name, site.places))


def _free(folder: Path) -> None:
    """Makes sure that nothing is lost which is not ours."""
    if folder.is_dir() and any(folder.iterdir()):
        start = folder / START
        if not start.is_file() or f'content="{GENERATOR}"' not in start.read_text("utf-8", "replace"):
            raise SiteError(f"{folder} holds other files than an exported site; name a new folder")
    elif folder.exists() and not folder.is_dir():
        raise SiteError(f"{folder} is a file; name a folder")


def _switch(part: Path, folder: Path) -> None:
    old = part.with_suffix(".old")
    if folder.exists():
        folder.rename(old)
    try:
        part.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
