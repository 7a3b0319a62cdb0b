"""Records with every field filled in, so that a test states only what matters."""

from ingest.records import Agreement, Unit


def agreement(id: str = "x", language: str = "sl", **fields: object) -> Agreement:
    given: dict[str, object] = {
        "id": id, "file": f"{id}.txt", "sha256": "", "kind": "agreement", "title": id.upper(), "short": id.upper(),
        "country": "SI", "language": language, "script": "Latn", "parties": (), "activity": "", "text_state": "",
        "origin": "",
    }  # fmt: skip
    return Agreement(**(given | fields))  # type: ignore[arg-type]


def unit(text: str, label: str = "1", **fields: object) -> Unit:
    given: dict[str, object] = {
        "agreement": "x", "label": label, "kind": "article", "heading": "", "path": (), "text": text,
        "span": (0, len(text)), "source_span": (0, len(text)), "language": "sl", "script": "Latn", "blocks": (),
    }  # fmt: skip
    return Unit(**(given | fields))  # type: ignore[arg-type]
