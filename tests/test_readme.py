"""What the README shows is what the command prints."""

import re
import shlex
from pathlib import Path

import pytest

from index.cli import main

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ kolektivka (.+)\n((?:.*\n)*?)```", TEXT)


def test_the_readme_shows_an_answer() -> None:
    assert any(command.startswith("compare") for command, _ in SHOWN)


@pytest.mark.parametrize(("command", "printed"), SHOWN)
def test_what_is_shown_is_what_is_printed(
    command: str, printed: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*shlex.split(command), "--index", str(home)]) == 0
    assert capsys.readouterr().out == printed


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (README.parent / target).exists(), target


def test_the_readme_names_the_two_commands() -> None:
    assert re.findall(r"^    make (\w+)", TEXT, re.MULTILINE) == ["app", "test"]
