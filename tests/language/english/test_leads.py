"""Leads: the summary of an article in which no sentence is an event is one of its sentences."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import Brief, summarize
from summarizer.testing import ScriptedEndpoint

WISHES = "My family and I wish the dockers of Orlen a happy and peaceful summer by the sea."
THANKS = "Dockers everywhere are the reason why the harbours are such friendly places."
TITLE = "Statement by Governor Karst on the Summer Feast"
VOICE = "[Statement by Governor Karst:] "


def brief_of(text: str, **given: Any) -> Brief:
    """The brief of a text, each sentence of which a model takes for a comment."""
    with ScriptedEndpoint(lambda _: "D") as endpoint:
        return summarize(text, base_url=endpoint.base_url, model="any", profile="small", **given)


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        # The first sentence that can be printed.
        (f"{WISHES} {THANKS}", TITLE, f"{VOICE}{WISHES}"),
        (f"A Feast\n\n{WISHES} {THANKS}", TITLE, f"{VOICE}{WISHES}"),
        (f"What is a feast?\n\n{WISHES} {THANKS}", TITLE, f"{VOICE}{WISHES}"),
        (f"Dear friends!\n\n{WISHES} {THANKS}", TITLE, f"{VOICE}{WISHES}"),
        (f"{THANKS} {WISHES}", TITLE, f"{VOICE}{THANKS}"),
        # One that another sentence would have to tell is passed over.
        (f"They are so friendly, and so are their ferries by the sea of Orlen. {THANKS}", "On Dockers", THANKS),
        # Not at the top: the likeliest to be an event.
        ("Who? What? Where? When? Why is it always the dockers who pay?\n\n" + THANKS, "On Dockers", THANKS),
        # A text without a sentence that can be printed has no summary.
        (f"What comes next for the dockers? Who will pay for it? {'Where? When? ' * 6}", "On Dockers", ""),
        ("- Dockers of Orlen and of Varn\n\n- Ferries, and other ships\n\n" * 3, "On Dockers", ""),
    ],
)
def test_the_summary_of_a_text_without_events_is_its_lead(text: str, title: str, summary: str) -> None:
    brief = brief_of(text, title=title)
    assert not brief.events
    assert brief.summary == summary


def test_without_insertions_the_lead_has_none_either() -> None:
    assert brief_of(f"{WISHES} {THANKS}", title=TITLE, editorial_insertions=False).summary == WISHES
