"""Measure own code in this process: `python -P own_run.py` reads a task and then the articles to take, line by line.

The `summarizer` that is measured is the one that Python finds, so the same file measures any checkout. That is why it
imports nothing else of this repository, and only names of `summarizer` that stay.

The first line is the task, `{"profile": "large", "steps": false, "articles": [{"article": {…}, "answers": […]}, …]}`,
with one answer per window, null for one that was not usable. Each further line is the position of an article, and is
answered by a line with the seconds that it took, `{"plan": …, "assemble": …}`. With `steps` the seconds within the
packages of `STEPS` are told too, and the whole takes longer. Articles are new to the caches when they are taken first;
nothing is warmed up but what a process loads once.
"""

from __future__ import annotations

import functools
import gc
import inspect
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from types import FunctionType, ModuleType
from typing import Any

from summarizer import Article
from summarizer.article.dates.resolving import resolve
from summarizer.assemble import assembler
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.errors import AnswerError
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.settings import Endpoint

STEPS = {
    "sentences": "summarizer.article.sentences",
    "dates": "summarizer.article.dates",
    "prompts": "summarizer.plan.prompts",
    "checks": "summarizer.language.english.checks",
}
"""Parts of plan and assemble, by the package that does them. A checkout without the package spends nothing on it."""


def serve(task: Mapping[str, Any], wanted: Iterable[str]) -> Iterator[dict[str, float]]:
    """Yield the processor seconds by step of each article that is wanted, by its position; see the module."""
    rows = [(Article.model_validate(row["article"]), row["answers"]) for row in task["articles"]]
    profile = PROFILES[task["profile"]]
    spend(*rows[0], profile)
    # Once in a process, the holidays of all countries are imported, whichever article has the first of them.
    resolve("Thanksgiving", date(2026, 11, 1), country="US")
    within = timed_steps() if task["steps"] else {}
    gc.collect()
    gc.freeze()
    for line in wanted:
        before = dict(within)
        spent = spend(*rows[int(line)], profile)
        yield spent | {step: within[step] - before[step] for step in within}


def spend(article: Article, answers: list[str | None], profile: Any) -> dict[str, float]:
    """Plan an article and assemble its brief; return the processor seconds of each. Validating answers is left out."""
    now = datetime.now(UTC)
    began = time.process_time()
    planned = plan(article, profile)
    planned_at = time.process_time()
    completions = [
        Completion(request, None, AnswerError("unusable"))
        if answer is None
        else Completion(request, request.draft.model_validate_json(answer))
        for request, answer in zip(planned.requests, answers, strict=True)
    ]
    given = (planned, completions, Ledger(), Endpoint("http://recorded/v1", "m"), now, now)
    bundle = getattr(assembler, "AnsweredPlan", None)  # earlier checkouts pass these six values one by one
    arguments = given if bundle is None else (bundle(*given),)
    answered = time.process_time()
    assembler.assemble(*arguments)
    return {"plan": planned_at - began, "assemble": time.process_time() - answered}


def timed_steps() -> dict[str, float]:
    """Let what enters the packages of `STEPS` from outside add its seconds to the mapping that is returned."""
    modules = [module for name, module in sys.modules.items() if name.startswith("summarizer")]
    spent = dict.fromkeys(STEPS, 0.0)
    for step, package in STEPS.items():
        timer = _timer(step, spent)
        for module in modules:
            for name, value in list(vars(module).items()):
                if _is_of(value, package) and not _is_of(module, package):
                    if inspect.isclass(value):
                        _time_methods(value, timer)
                    elif callable(value):
                        setattr(module, name, timer(value))
    return spent


def _is_of(value: object, package: str) -> bool:
    owner = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    return isinstance(owner, str) and (owner == package or owner.startswith(f"{package}."))


def _time_methods(owner: type, timer: Callable[[Any], Any]) -> None:
    for name, value in list(vars(owner).items()):
        if isinstance(value, FunctionType) and not name.startswith("_") and not hasattr(value, "__wrapped__"):
            setattr(owner, name, timer(value))


def _timer(step: str, spent: dict[str, float]) -> Callable[[Any], Any]:
    inside = False

    def timer(function: Any) -> Any:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            nonlocal inside
            if inside:
                return function(*args, **kwargs)
            inside = True
            began = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent[step] += time.process_time() - began
                inside = False

        return timed

    return timer


if __name__ == "__main__":
    for row in serve(json.loads(sys.stdin.readline()), sys.stdin):
        print(json.dumps(row), flush=True)
