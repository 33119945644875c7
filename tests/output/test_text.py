"""Text: one screen says what is most needed and counts the rest; a terminal gets colours and links, a pipe none."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from summarizer import Actor, ActorKind, Brief, Commitment, Coverage, EventType, Status, When, summarize
from summarizer.output.markdown import as_markdown
from summarizer.output.page.page import as_html
from summarizer.output.terminal import print_brief
from summarizer.output.text import MAX_ACTORS, MAX_COMMITMENTS, MAX_EVENTS, WIDTH, as_text
from summarizer.schema import Doubt, Polarity, Span
from tests.samples import GOOD, TEXT
from tests.servers.faults import FaultServer


@pytest.fixture
def brief(endpoint: FaultServer) -> Brief:
    endpoint.replies(GOOD)
    return summarize(TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_screen_has_main_events_with_days_commitments_and_who_is_who(brief: Brief) -> None:
    shown = flat(as_text(brief))
    assert "MAIN EVENTS (1 of 2) 2026-02-02 to 2026-02-08 (“next week”) · scheduled · Ana Reyes is to visit" in shown
    assert "COMMITMENTS (1), by due day Tom Hale: pay 40 million euros for the port (pledged · 40 million" in shown
    assert "Ana Reyes (Foreign Minister) · Tom Hale (Ambassador)" in shown
    assert "NOT SHOWN: 1 event, 1 claim left out of the brief; with --full, all and the evidence" in shown
    assert "Ana Reyes met Tom Hale" not in shown


def test_nothing_is_said_twice(brief: Brief) -> None:
    assert as_text(brief).count("Ana Reyes is to visit Lisbon.") == 1
    other = brief.model_copy(update={"summary": "Something else happened."})
    assert "Something else happened." in as_text(other)


@pytest.mark.parametrize("voice", ["", "[Statement of the board:] ", "[Letter from Governor Karst, Orlen:] "])
@pytest.mark.parametrize(
    "told",
    [
        ("We sold a ferry.",), ("We sold a ferry.", "We closed a yard."),
        ("[“]We met,” he [Karst] said.", "We sold a ferry."),
        ("We sold a ferry.", "[“]We met,” he said.", "We will pay."),
    ],
)  # fmt: skip
def test_the_events_that_are_the_summary_are_shown_once(brief: Brief, voice: str, told: tuple[str, ...]) -> None:
    event = brief.events[0]
    events = tuple(event.model_copy(update={"id": f"e{n}", "summary": voice + one}) for n, one in enumerate(told, 1))
    # Of several events of one text, the first one tells in the summary whose words they are.
    shown = flat(as_text(brief.model_copy(update={"events": events, "summary": voice + " ".join(told)})))
    assert [shown.count(one) for one in told] == [1] * len(told)
    assert shown.count(voice.strip()) == len(told) or not voice


def test_a_sentence_that_is_quoted_but_not_in_the_summary_is_shown_with_its_event(brief: Brief) -> None:
    first, second = "We closed a yard.", "[Sentence before: “We closed a yard.”] This cost us a ferry."
    events = tuple(
        brief.events[0].model_copy(update={"id": f"e{n}", "summary": one}) for n, one in enumerate((first, second))
    )
    shown = flat(as_text(brief.model_copy(update={"events": events, "summary": f"{first} This cost us a ferry."})))
    assert shown.count("This cost us a ferry.") == 1
    assert second in shown


def test_a_screen_stays_a_screen_and_counts_what_it_does_not_show(brief: Brief) -> None:
    (promise,) = brief.commitments
    visit = brief.events[0]
    others = tuple(Actor(id=f"x{n}", name=f"Person {n}", kind=ActorKind.PERSON) for n in range(50))
    dues = [When(text=f"{n}", start=f"2026-03-{n:02}", end=f"2026-03-{n:02}") for n in range(20, 0, -1)]
    many = brief.model_copy(update={
        "actors": (*brief.actors, *others),
        "events": tuple(visit.model_copy(update={"id": f"e{n}"}) for n in range(30)),
        "commitments": tuple(promise.model_copy(update={"id": f"c{n}", "due": due}) for n, due in enumerate(dues)),
    })  # fmt: skip
    shown = as_text(many)
    assert len(shown.splitlines()) < 40
    assert f"MAIN EVENTS ({MAX_EVENTS} of 30)" in shown
    assert f"COMMITMENTS ({MAX_COMMITMENTS} of 20)" in shown
    assert f"WHO IS WHO ({MAX_ACTORS} of {len(many.actors)})" in shown
    assert f"NOT SHOWN: 25 events, 15 commitments, {len(many.actors) - MAX_ACTORS} actors, 1 claim left out" in flat(
        shown
    )
    assert flat(shown).index("due 2026-03-01") < flat(shown).index("due 2026-03-02")


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OCCURRED])
def test_what_has_not_simply_occurred_is_told(brief: Brief, status: Status) -> None:
    event = brief.events[0].model_copy(update={"status": status})
    assert f"· {status.value} · Ana Reyes" in flat(as_text(brief.model_copy(update={"events": (event,)})))


def test_doubts_gaps_and_refusals_are_on_the_screen(brief: Brief) -> None:
    (promise,) = brief.commitments
    refusal = promise.model_copy(update={"polarity": Polarity.REFRAIN, "action": "not pay 40 million euros"})
    doubts = (Doubt(field="action", claimed="900", reason="no cited sentence has it"),)
    doubted = refusal.model_copy(update={"unsupported": doubts})
    gap = Coverage(windows_done=2, windows_planned=3, failures=("TruncatedAnswerError",))
    shown = flat(as_text(brief.model_copy(update={"commitments": (doubted,), "coverage": gap})))
    assert "CHECK: 1 of 3 parts of the article could not be read" in shown
    assert "Tom Hale: NOT to pay 40 million euros" in shown
    assert shown.count("CHECK: no cited sentence has it: 900") == 1


def test_without_main_events_the_first_ones_are_shown(brief: Brief) -> None:
    events = tuple(event.model_copy(update={"main": False, "type": EventType.OTHER}) for event in brief.events)
    assert "\nEVENTS (2)\n" in as_text(brief.model_copy(update={"events": events}))


def test_an_empty_brief_is_a_screen_too(brief: Brief) -> None:
    nothing: tuple[Commitment, ...] = ()
    shown = as_text(brief.model_copy(update={"events": (), "commitments": nothing, "actors": (), "dropped": ()}))
    assert "EVENTS (0)" in shown
    assert "COMMITMENTS (0)" in shown
    assert "NOT SHOWN" not in shown


def printed(brief: Brief, *, terminal: bool, width: int = 70, full: bool = False) -> str:
    out = io.StringIO()
    color = "standard" if terminal else None
    print_brief(brief, Console(file=out, force_terminal=terminal, color_system=color, width=width), full=full)
    return out.getvalue()


@pytest.mark.parametrize("full", [False, True])
def test_a_terminal_gets_colours_links_and_its_own_width_and_a_pipe_the_plain_text(brief: Brief, full: bool) -> None:
    linked = brief.article.model_copy(update={"url": "https://news.example/1"})
    brief = brief.model_copy(update={"article": linked})
    colourful = printed(brief, terminal=True, full=full)
    assert "\x1b[1m" in colourful
    assert "\x1b]8;" in colourful
    assert "https://news.example/1" in colourful
    assert printed(brief, terminal=False, full=full) == as_text(brief, full=full)
    bare = printed(brief, terminal=True, width=70, full=full)
    assert max(map(len, as_text(brief, full=full).splitlines())) <= WIDTH
    assert bare.count("\n") > as_text(brief, full=full).count("\n")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://a@b/", "file:///etc/passwd", None])
def test_what_is_no_web_address_is_no_link(brief: Brief, url: str | None) -> None:
    brief = brief.model_copy(update={"article": brief.article.model_copy(update={"url": url})})
    assert "\x1b]8;" not in printed(brief, terminal=True)


def test_text_from_outside_steers_no_terminal(brief: Brief) -> None:
    brief = brief.model_copy(update={"headline": "Red \x1b[31malert\x07\u202e", "summary": "x\r\nEVENTS (99)"})
    for full in (False, True):
        assert "\x1b[31m" not in printed(brief, terminal=True, full=full)
        assert "\u202e" not in as_text(brief, full=full)
        assert "\nEVENTS (99)" not in as_text(brief, full=full)


@pytest.mark.parametrize(
    ("action", "shown"),
    [
        ("not pay 40 million euros", "NOT to pay 40 million euros ("),
        ("never sell the port", "NOT to sell the port ("),
        ("won’t build a bridge", "NOT to build a bridge ("),
        ("not to close the yard", "NOT to close the yard ("),
        ("Not close the yard", "NOT to close the yard ("),
        ("refrain from closing the yard", "refrain from closing the yard (pledged · to refrain"),
        ("notify no other port", "notify no other port (pledged · to refrain"),
        ("die Werft nicht schließen", "die Werft nicht schließen (pledged · to refrain"),
    ],
)
def test_a_refusal_says_once_that_it_is_one(brief: Brief, action: str, shown: str) -> None:
    (promise,) = brief.commitments
    refusal = promise.model_copy(update={"polarity": Polarity.REFRAIN, "action": action})
    assert f"Tom Hale: {shown}" in flat(as_text(brief.model_copy(update={"commitments": (refusal,)})))


def test_an_undertaking_that_only_contains_a_negation_stays_as_it_is(brief: Brief) -> None:
    (promise,) = brief.commitments
    kept = promise.model_copy(update={"action": "not only pay, but build"})
    assert "Tom Hale: not only pay, but build (" in flat(as_text(brief.model_copy(update={"commitments": (kept,)})))


def test_below_the_headline_an_issuer_is_told_in_few_words(brief: Brief) -> None:
    words = brief.events[0].summary
    told = brief.events[0].model_copy(
        update={
            "summary": f"[Fact Sheet: Karst to Open Yard:] {words}",
            "statement": Span(start=0, end=len(words), quote=words),
        }
    )
    shown = flat(as_text(brief.model_copy(update={"events": (told,)}), full=True))
    assert "[Fact Sheet:] " in shown
    assert "to Open Yard" not in shown


def test_below_the_headline_it_is_not_quoted_again(brief: Brief) -> None:
    event = brief.events[0]
    own = Span(start=0, end=len(event.summary), quote=event.summary)
    quoting = f"[Headline: “{brief.headline}”] "
    quoted = event.model_copy(update={"summary": quoting + event.summary, "statement": own})
    events = (quoted, quoted.model_copy(update={"statement": None}))
    told = brief.model_copy(update={"events": events, "summary": quoting + event.summary})
    # In the second event, which is not in the article's own words, it is no insertion.
    assert flat(as_text(told, full=True)).count("Headline: ") == 1
    assert as_markdown(told).count("Headline: ") == 1
    page = as_html(told.model_copy(update={"events": events[:1]}))
    assert "Headline: " not in page.split("<script")[0]  # its data is the brief as it is
