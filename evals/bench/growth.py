"""How the time of own code grows: texts doubled up to the limit of the library, events doubled up to that of an answer.

Time in proportion to the size doubles from column to column. The news are of the cases, one after the other, with a
number in each sentence, so that none is met twice. The other texts are made to be slow.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import cycle, product
from typing import Any

from evals.data.briefs import brief_of_completions
from evals.data.cases import load_cases
from summarizer import Article
from summarizer.article.sentences import Sentence, sentences
from summarizer.assemble.bounds import MAX_ITEMS
from summarizer.complete.gateway import Completion
from summarizer.language.words import names
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.settings import MAX_CHARACTERS

EVENTS = 5
"""Events of each window, in profile `large`; in `small` every sentence is taken for a comment."""
CHARACTERS = [MAX_CHARACTERS >> shift for shift in (4, 3, 2, 1, 0)]
ITEMS = [MAX_ITEMS >> shift for shift in (4, 3, 2, 1, 0)]
WINDOW = 15_000
"""Characters of the text that the items are of: one window of profile `large`."""


def news(size: int) -> str:
    """Return a text of the cases with this number of characters, without a sentence that it or another size repeats."""
    pieces: list[str] = []
    length = number = 0
    for case in cycle(load_cases()):
        for sentence in sentences(case.article.text, "en"):
            pieces.append(f"{sentence.text.rstrip('.”!?')} n{size}n{number}.")
            length, number = length + len(pieces[-1]) + 1, number + 1
            if length > size:
                return " ".join(pieces)[:size]
    raise AssertionError("there are no cases")


TEXTS: dict[str, Callable[[int], str]] = {
    "news": news,
    "one word": lambda size: ("Orlen is a port. " * 10 + "a" * size)[:size],
    "names only": lambda size: ("Ada Brand Odo Karst and " * size)[:size],
    "opening marks": lambda size: ("“He said ( " * size)[:size],
    "numbers": lambda size: ("1,000 two 3 " * size)[:size],
    "negations": lambda size: ("He did not say no. " * size)[:size],
    "dates": lambda size: ("on May 3 and since June " * size)[:size],
    "short lines": lambda size: ("He\n" * size)[:size],
    "pronouns": lambda size: ("The company said it and they will if he may. " * size)[:size],
}


def _window_draft(window: Sequence[Sentence], count: int) -> dict[str, Any]:
    """Return an answer about sentences with so many events, each with the words of one, but for the first."""
    told = [sentence for sentence, _ in zip(cycle(window), range(count), strict=False)]
    actors = list(dict.fromkeys(name for s in told for name in names(f"- {s.text}")[:2]))
    ids = {name: f"a{number}" for number, name in enumerate(actors)}
    events = [
        {
            "sentences": [s.number], "summary": f"{s.text.partition(' ')[2] or s.text} ({number})", "type": "other",
            "status": "occurred", "when": None, "place": None, "others": [], "main": False,
            "agents": [ids[name] for name in names(f"- {s.text}")[:2]],
        }
        for number, s in enumerate(told)
    ]  # fmt: skip
    listed = [{"id": id, "name": name, "kind": "person", "role": None, "affiliation": None} for name, id in ids.items()]
    return {"actors": listed, "events": events, "commitments": [], "headline": "h", "summary": window[0].text}


def seconds(profile: str, text: str, items: int) -> float:
    """Return the processor seconds to plan a text and to assemble its brief, with so many events in each window."""
    began = time.process_time()
    planned = plan(Article(text=text, published="2026-01-29", language="en"), PROFILES[profile])
    spent = time.process_time() - began
    completions = []
    for request in planned.requests:
        numbers = set(request.draft.asked)
        window = [s for s in planned.sentences if s.number in numbers] if profile == "large" else []
        draft = _window_draft(window, items) if profile == "large" else {"shares": {"D": 1.0}}
        completions.append(Completion(request, request.draft.model_validate(draft)))
    began = time.process_time()
    brief_of_completions(planned, completions)
    return spent + time.process_time() - began


def table(profiles: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """Yield the lines of the table: seconds of each text by its size, then of each number of events."""
    seconds("large", news(5_000), 5)  # what a process loads once
    yield f"| profile, text | {' | '.join(f'{size // 1_000:,} kB' for size in CHARACTERS)} |"
    yield "|---|" + "---|" * len(CHARACTERS)
    for profile, kind in product(profiles, kinds):
        spent = [seconds(profile, TEXTS[kind](size), EVENTS) for size in CHARACTERS]
        yield f"| {profile}, {kind} | {' | '.join(f'{one:.2f}' for one in spent)} |"
    if "large" in profiles:
        spent = [seconds("large", news(WINDOW), count) for count in ITEMS]
        counts = "/".join(map(str, ITEMS))
        yield f"| large, {counts} events of one window | {' | '.join(f'{one:.2f}' for one in spent)} |"
