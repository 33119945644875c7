"""What is still to come, asked of somebody or only seems so is not told as done."""

from __future__ import annotations

import pytest

from tests.claims import supported

TOLD_AS_DONE = [
    ("Karst opened a clinic in Orlen.", "Karst will open a clinic in Orlen."),
    ("A clinic was opened in Orlen.", "A clinic will be opened in Orlen."),
    ("Karst opened a clinic in Orlen.", "Karst is to open a clinic in Orlen."),
    ("Karst opened a clinic in Orlen.", "Karst is going to open a clinic in Orlen."),
    ("Lawmakers approved the budget.", "Lawmakers are set to approve the budget."),
    ("Lawmakers approved the budget.", "Lawmakers are due to approve the budget on Friday."),
    ("Lawmakers approved the budget.", "Lawmakers were scheduled to approve the budget."),
    ("Orlen freed the sailors.", "Karst called on Orlen to free the sailors."),
    ("Orlen freed the sailors.", "Karst urged Orlen to free the sailors."),
    ("Orlen freed the sailors.", "Karst asked Orlen on Monday to free the sailors."),
    ("Orlen freed the sailors.", "Karst ordered Orlen to free the sailors."),
    ("Rebels took the town.", "Rebels appear to have taken the town."),
    ("Rebels took the town.", "Rebels seem to have taken the town."),
]
TOLD_RIGHTLY = [
    ("Karst opened a clinic in Orlen.", "Karst opened a clinic in Orlen and will open two more."),
    ("Karst is to open a clinic.", "Karst will open a clinic in Orlen."),
    ("Karst plans to open a clinic.", "Karst will open a clinic in Orlen."),
    ("A clinic will be opened, Karst announced.", "Karst announced that a clinic will be opened."),
    ("Karst asked Orlen to free the sailors.", "Karst urged Orlen to free the sailors."),
    ("Orlen freed the sailors.", "Orlen freed the sailors whom Karst had asked it to free."),
    ("Rebels seem to have taken the town.", "Rebels appear to have taken the town."),
    ("Reyes appeared in court.", "Reyes appeared in court to be heard."),
    ("A meeting planned for May was announced.", "A meeting will be held in May, it was announced."),
    ("The ceremony marked the day.", "The ceremony marked the day; others will mark it in June."),
]


@pytest.mark.parametrize(("statement", "quote"), TOLD_AS_DONE)
def test_what_is_not_yet_done_is_not_told_as_done(statement: str, quote: str) -> None:
    assert [part for part in supported(statement, quote).missing if part.endswith("left out")]


@pytest.mark.parametrize(("statement", "quote"), TOLD_RIGHTLY)
def test_what_is_told_as_the_sentence_tells_it_has_no_hedge_left_out(statement: str, quote: str) -> None:
    assert [part for part in supported(statement, quote).missing if part.endswith("left out")] == []
