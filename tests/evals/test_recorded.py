"""What the embedded model really said about three articles, replayed: nothing is asked beyond it, nothing left over."""

from datetime import date

import pytest

from evals.data.cases import Case, load_cases
from evals.data.project import project
from evals.recording import recorder
from evals.recording.recorder import ReplayStatus
from evals.reporting.readme import GUIDE
from summarizer import Brief
from summarizer.output.text import as_text
from summarizer.plan.profiles import PROFILES

MODEL = "qwen2.5-coder-1.5b"
CASES = {case.id: case for case in load_cases()}
SEED = "seed-critical-minerals"


def replayed(case: Case) -> Brief:
    subject = recorder.library_subject(MODEL, PROFILES["small"], reasks=1)
    replay = recorder.replay(case, subject, recorder.quick_settings())
    assert replay.status is ReplayStatus.PASS, replay.reason
    assert isinstance(replay.outcome, Brief)
    return replay.outcome


@pytest.mark.parametrize("case", [SEED, "gum-news-crane", "gum-news-stampede"])
def test_every_quote_stands_in_the_article(case: str) -> None:
    text = CASES[case].article.text
    brief = replayed(CASES[case])
    assert brief.events
    for item in (*brief.events, *brief.commitments):
        assert all(text[e.start : e.end] == e.quote for e in item.evidence)
    for actor in brief.actors:
        assert actor.mentions
        assert all(text[m.start : m.end] == m.quote for m in actor.mentions)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return replayed(CASES[SEED])


def test_the_brief_names_who_acts_with_their_titles(brief: Brief) -> None:
    roles = {actor.name: actor.role for actor in brief.actors}
    assert roles["S Jaishankar"] == "External Affairs Minister"
    assert roles["Marco Rubio"] == "US Secretary of State"
    assert roles["Sergio Gor"] == "US Ambassador to India"
    assert roles["Scott Bessent"] == "US Treasury Secretary"


def test_the_guide_shows_this_brief(brief: Brief) -> None:
    shown = f"```text\n{as_text(brief, full=True)}```"
    assert shown in (project().root / GUIDE).read_text(encoding="utf-8"), "run: python -m evals readme"


@pytest.mark.parametrize(
    ("words", "status", "start", "end", "agents"),
    [
        ("is scheduled to visit", "scheduled", date(2026, 2, 2), date(2026, 2, 8), {"S Jaishankar"}),
        ("convened a high-level", "occurred", date(2026, 1, 1), date(2026, 1, 31), {"Scott Bessent"}),
        ("met US Ambassador", "occurred", date(2026, 1, 29), date(2026, 1, 29), {"S Jaishankar"}),
    ],
    ids=["the visit", "the meeting on finance", "the meeting with Gor"],
)
def test_the_events_of_the_story_are_right(
    brief: Brief, words: str, status: str, start: date, end: date, agents: set[str]
) -> None:
    (event,) = [event for event in brief.events if words in event.words]
    assert event.when is not None
    assert (event.status, event.when.start, event.when.end) == (status, start, end)
    assert {brief.actor(name).name for name in event.agents} == agents


def test_an_event_is_a_sentence_of_the_article(brief: Brief) -> None:
    text = CASES[SEED].article.text
    for event in brief.events:
        assert event.statement is not None
        assert event.words == text[event.statement.start : event.statement.end]


def test_only_the_minister_travels(brief: Brief) -> None:
    assert {brief.names(e.agents) for e in brief.events if e.type == "visit"} == {"S Jaishankar"}


def test_the_host_of_the_ministerial_is_committed_to_it(brief: Brief) -> None:
    (hosting,) = [c for c in brief.commitments if "Ministerial" in c.action]
    assert brief.names(hosting.by) == "Marco Rubio"
    assert hosting.due is not None
    assert hosting.due.start == date(2026, 2, 4)
    assert hosting.firmness == "planned"
