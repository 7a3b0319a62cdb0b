"""What may be asked, and the one sentence that answers what may not."""

import pytest

from index.question import LONGEST, QuestionError, read_question


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("", "is empty"),
        (" \t\n", "is empty"),
        ("\x00\x1b", "is empty"),
        ("a", "no word to search for"),
        ("?!", "no word to search for"),
        ("😀😀", "no word to search for"),
        ("kako je to in kdo", "only words that stand in every text"),
        ("what is the", "only words that stand in every text"),
        ("dopust " * 2000, "characters; ask in at most"),
    ],
)
def test_a_question_without_content_is_one_sentence(asked: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message) as error:
        read_question(asked)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("dopust\x00\x07 za\tporoko\n", "dopust za poroko"),
        ("<b>dopust</b>", "<b>dopust</b>"),
        ("'; DROP TABLE units; --", "'; DROP TABLE units; --"),
        ("dopust 😀", "dopust 😀"),
        ("d" * LONGEST, "d" * LONGEST),
    ],
)
def test_odd_characters_do_no_harm(asked: str, text: str) -> None:
    assert read_question(asked).text == text
