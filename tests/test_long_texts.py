"""Long and degenerate texts: time in proportion to the length, requests within the window, deadlines that hold.

`python -m tests.test_long_texts` prints the table: seconds for each kind of text, doubled, and the ratio.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from evals.data.briefs import brief_of_completions
from summarizer import Article, summarize
from summarizer.article.sentences import LARGEST_PIECE, LONGEST, PIECE, sentences
from summarizer.complete.gateway import Completion
from summarizer.errors import DeadlineExceededError
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.testing import ScriptedEndpoint
from tests.samples import DRAFT, TEXT
from tests.timing import is_linear, seconds_of

NEWS = (
    "Foreign Minister Ana Reyes is to visit Lisbon next week, officials said on Wednesday. She met Ambassador Tom "
    "Hale, who promised 40 million euros. “We will pay,” he said (and left). The dockers' union accused Porto "
    "Shipping.\n"
)
KINDS = {
    "news": NEWS, "news in one line": NEWS.replace("\n", " "), "open quotes": "“", "angle quotes": "«",
    "corner quotes": "「",
    "close quotes": "”", "straight quotes": '"', "one Chinese sentence": "部长周一会见了大使并承诺四千万欧元",
    "Chinese sentences in a line": "部长周一会见了大使。", "short lines": "a\n", "short Chinese lines": "部。\n",
    "empty lines": "\n",
    "words": "word ", "capitals": "Word ", "full stops": ".", "abbreviations": "U.S. ", "digits": "1 ", "commas": "1,",
    "short lists": "a; ", "brackets": "(", "bracketed": "Aa (", "spaces": " ", "wide spaces": "\u00a0",
    "marks": "e\u0301",
    "zero width": "a\u200b", "months": "May ", "initials": "J. ", "quoted words": "“Yes.” ",
    "open in sentences": "“a. ",
    "closed in sentences": "a.” ", "list numbers": "1. ", "possessives": "a's ", "surrogates": "\ud800", "NUL": "\x00",
}  # fmt: skip
SORTED = {"shares": {"A": 1.0}}
EMPTY = {**DRAFT, "events": [], "commitments": [], "actors": []}
LEAD = "It is a long way from one end of the harbour to the other, and nobody said so before Monday. "


def text_of(kind: str, size: int) -> str:
    return (LEAD + KINDS[kind] * (size // len(KINDS[kind]) + 1))[:size]


@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_text_takes_about_twice_the_time(kind: str) -> None:
    def planned(size: int) -> object:
        return plan(Article(text=text_of(kind, size), language="en"), PROFILES["large"])

    assert is_linear(planned, 12_500, slack=0.05)
    assert seconds_of(lambda: planned(25_000), 1) < 2  # several times what it takes on a slow machine; it was minutes


@pytest.mark.parametrize("kind", ["news", "news in one line", "quoted words", "words", "months"])
@pytest.mark.parametrize("profile", ["small", "large"])
def test_a_brief_of_twice_the_text_takes_about_twice_the_time(kind: str, profile: str) -> None:
    def made(size: int) -> Callable[[], object]:
        planned = plan(Article(text=text_of(kind, size), language="en"), PROFILES[profile])
        drafts = [request.draft.model_validate(EMPTY if profile == "large" else SORTED) for request in planned.requests]
        completions = [Completion(*pair) for pair in zip(planned.requests, drafts, strict=True)]
        return lambda: brief_of_completions(planned, completions)

    ready = {size: made(size) for size in (750, 6_000, 12_000)}
    assert is_linear(lambda size: ready[size](), 6_000, slack=0.3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentences_of_any_text_cover_it_and_are_short_enough(kind: str) -> None:
    text = text_of(kind, 20_000)
    found = sentences(text, "en")
    assert all(text[s.start : s.end] == s.text and 0 < len(s.text) <= LONGEST for s in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    covered = sum(len("".join(s.text.split())) for s in found)
    assert covered == len("".join(text.split()))


@pytest.mark.parametrize("offset", range(0, 200, 40))
@pytest.mark.parametrize("size", [PIECE, LARGEST_PIECE, 3 * PIECE])
def test_a_line_that_is_fed_in_pieces_is_cut_like_its_sentences(size: int, offset: int) -> None:
    line = NEWS.replace("\n", " ")
    alone = [s.text for s in sentences(line, "en")]
    many = size // len(line) + 2
    long = "A" * offset + ". " + line * many
    found = [s.text for s in sentences(long, "en")]
    assert found[1:] == alone * many


@pytest.mark.parametrize("unit", ["word ", "word, ", "部长周一会见了大使并承诺四千万欧元", "x", "a-b", "e\u0301"])
@pytest.mark.parametrize("profile", ["small", "large"])
def test_a_sentence_of_100_000_characters_is_asked_about_in_requests_within_the_window(unit: str, profile: str) -> None:
    text = f"{TEXT} {unit * (100_000 // len(unit))}."
    planned = plan(Article(text=text, language="en"), PROFILES[profile])
    instructions = sum(len(m["content"]) for m in planned.shared_messages)
    for request in planned.requests:
        asked = sum(len(message["content"]) for message in request.messages) - instructions
        assert asked < 3 * planned.profile.window_tokens + 6 * LONGEST
    assert all(planned.legible.text[s.start : s.end] == s.text for s in planned.sentences)


def test_a_cut_sentence_ends_after_a_comma_or_else_at_a_space() -> None:
    first = sentences("one two, three " * 1_000, "en")[0].text
    assert first.endswith(",")
    assert sentences("one two three " * 1_000, "en")[0].text.split()[-1] in ("one", "two", "three")


def test_a_title_of_100_000_characters_is_cut_in_requests() -> None:
    planned = plan(Article(text=TEXT, title="Reyes " * 20_000), PROFILES["large"])
    assert len(planned.requests[0].messages[-1]["content"]) < 3_000


def test_the_quotes_of_a_long_sentence_stand_in_the_article() -> None:
    text = TEXT + " " + "Ana Reyes visits Lisbon, " * 2_000
    with ScriptedEndpoint([DRAFT]) as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="m")
    assert brief.events
    assert all(text[e.start : e.end] == e.quote for event in brief.events for e in event.evidence)


@pytest.mark.parametrize("kind", ["open quotes", "Chinese sentences in a line", "short lines"])
def test_a_deadline_holds_over_the_librarys_own_code(kind: str) -> None:
    plan(Article(text=LEAD), PROFILES["large"])
    started = time.process_time()
    with pytest.raises(DeadlineExceededError):
        summarize(text_of(kind, 400_000), base_url="http://127.0.0.1:9/v1", model="m", deadline=0.05)
    assert time.process_time() - started < 1


if __name__ == "__main__":
    for kind in KINDS:
        row = [seconds_of(lambda k=kind, n=n: plan(Article(text=text_of(k, n)), PROFILES["large"]), 1)  # type: ignore[misc]
               for n in (50_000, 100_000, 200_000)]  # fmt: skip
        print(f"{kind:30}", *(f"{one:8.2f} s" for one in row), f"   ×{row[2] / max(row[1], 1e-9):.1f}")
