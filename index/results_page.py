"""Writes `docs/results.md`: every figure is the printed output of the command above it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent
COMMANDS = PROJECT / "docs" / "results.toml"
PAGE = PROJECT / "docs" / "results.md"


def page(commands: Path = COMMANDS) -> str:
    """Runs the commands of `docs/results.toml`, in their order, and quotes what they print."""
    entries = tomllib.loads(commands.read_text(encoding="utf-8"))
    parts = [entries["head"].strip()]
    for section in entries["section"]:
        run = section["command"].split()
        printed = subprocess.run(
            [sys.executable, "-m", *run], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout.strip()
        shown = printed if section.get("markdown") else f"```text\n{printed}\n```"
        parts.append(
            f"## {section['title']}\n\n{section['note'].strip()}\n\n`python -m {section['command']}`\n\n{shown}"
        )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(PROJECT)}")
