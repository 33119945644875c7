"""Deadlines over own code: making answers into a brief ends too, soon after the deadline, and leaves the ledger."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice
from threading import Timer
from typing import Any

import pytest

from evals.data.briefs import brief_of_completions
from evals.data.cases import load_cases
from summarizer import Article, summarize, summarize_many
from summarizer.complete import limits
from summarizer.complete.gateway import Completion
from summarizer.errors import DeadlineExceededError
from summarizer.language.words import names
from summarizer.pace import paced
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.run import session
from summarizer.testing import Reply, answer
from tests.samples import DRAFT
from tests.servers.faults import Exchange, FaultServer, silent

DEADLINES, LEFT = (3.0, 12.0, 48.0), 1.5
"""The deadline, and what of it is left when the answers come, in seconds. The brief takes longer by far.
The longer ones are for machines too busy to ask everything before the first."""
SLACK, SLACK_OF_OTHERS = 2.0, 20.0
"""How much later than at once an error may come: in seconds of this process, and with those that others take."""
NUMBERED = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def news(size: int) -> str:
    """So many characters of news: the articles of the evaluation, over and over."""
    texts = [case.article.text for case in load_cases()]
    return "\n".join(islice(cycle(texts), size // min(map(len, texts)) + 1))[:size]


def told(numbered: list[tuple[int, str]]) -> dict[str, Any]:
    """What a model says that takes every sentence for an event, and every capitalised word for a name."""
    actors = list(dict.fromkeys(name for _, text in numbered for name in names(f"- {text}")))[:150]
    content: dict[str, Any] = {**DRAFT, "summary": ""}
    content["actors"] = [
        {"id": f"a{n}", "name": name, "kind": "person", "role": None, "affiliation": None}
        for n, name in enumerate(actors)
    ]
    content["events"] = [
        {**DRAFT["events"][1], "sentences": [number], "summary": text[:200], "when": None,
         "agents": [f"a{n}" for n, name in enumerate(actors) if name in text[:200]][:2]}
        for number, text in numbered
    ]  # fmt: skip
    content["commitments"] = [
        {**DRAFT["commitments"][0], "sentences": [number], "action": text[20:120], "amount": None, "by": ["a0"]}
        for number, text in numbered[::4]
    ]
    return content


def talkative(exchange: Exchange) -> Reply:
    asked = exchange.body["messages"][-1]["content"].split("\nSentences:\n")[1]
    return answer(told([(int(number), text) for number, text in NUMBERED.findall(asked)]))


def one(article: Article, **options: Any) -> None:
    summarize(article, **options)


def many(article: Article, **options: Any) -> None:
    for _ in summarize_many([article], processes=1, **options):
        pass


@pytest.mark.parametrize("call", [one, many])
def test_a_text_that_takes_too_long_to_make_a_brief_of_ends_soon_after_the_deadline(
    endpoint: FaultServer, call: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (limits, session):
        monkeypatch.setattr(module, "GRACE_SECONDS", 0.0)
    article = Article(text=news(200_000), language="en")
    for deadline in DEADLINES:
        asked, started, spent = len(endpoint.requests), time.monotonic(), list[float]()

        def late(exchange: Exchange, at: float = started + deadline - LEFT) -> Reply:
            reply = talkative(exchange)
            time.sleep(max(0.0, at - time.monotonic()))
            return reply

        Timer(deadline, lambda spent=spent: spent.append(time.process_time())).start()
        endpoint.replies(late)
        with pytest.raises(DeadlineExceededError) as caught:
            call(article, base_url=endpoint.base_url, model="m", deadline=deadline, concurrency=20)
        if "made into a brief" in caught.value.message:
            break
    assert "made into a brief" in caught.value.message
    assert not spent or time.process_time() - spent[0] < SLACK
    assert time.monotonic() - started < deadline + SLACK_OF_OTHERS
    assert "ok" in {attempt.outcome for attempt in caught.value.attempts}
    assert len(caught.value.attempts) == len(endpoint.requests) - asked > 10


def test_what_was_answered_before_the_deadline_is_made_into_a_brief(endpoint: FaultServer) -> None:
    text = news(30_000)
    for deadline in DEADLINES:
        endpoint.replies(talkative, silent)
        with suppress(DeadlineExceededError):
            options: dict[str, Any] = {"deadline": deadline / 2, "language": "en", "concurrency": 1}
            brief = summarize(text, base_url=endpoint.base_url, model="m", **options)
            break
    assert brief.events
    assert set(brief.coverage.failures) == {"DeadlineExceededError"}
    assert brief.coverage.windows_done == 1


@pytest.mark.parametrize("profile", ["small", "large"])
def test_assembling_a_long_text_can_be_ended_at_any_time(profile: str) -> None:
    planned = plan(Article(text=news(100_000), language="en"), PROFILES[profile])
    sentences = {s.number: s for s in planned.sentences}
    completions = []
    for request in planned.requests:
        numbered = [(n, sentences[n].text) for n in request.draft.asked]
        content = told(numbered) if profile == "large" else {"shares": {"A": 1.0}}
        completions.append(Completion(request, request.draft.model_validate(content)))
    ends = time.process_time() + 0.1

    def check() -> None:
        if time.process_time() > ends:
            raise DeadlineExceededError("the time is over")

    with paced(check), pytest.raises(DeadlineExceededError):
        brief_of_completions(planned, completions)
    assert time.process_time() < ends + 1
