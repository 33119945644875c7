"""Articles, requests and results of the jobs that these tests submit."""

from __future__ import annotations

import json
import re
from pathlib import Path

from summarizer.schema import Result
from tests.samples import DRAFT, TEXT
from tests.servers.batch_api import Line, ok

KEY = "sk-secret-key"
EMPTY = "D"


def articles(count: int, name: str = "in.jsonl") -> str:
    """Write so many articles, told apart by a number."""
    lines = [json.dumps({"id": f"n{i}", "text": f"{TEXT} It is report {i}."}) for i in range(count)]
    Path(name).write_text("\n".join(lines), encoding="utf-8")
    return name


def number_of(line: Line) -> int:
    """The number of the article that a request asks about."""
    found = re.findall(r"It is report (\d+)", json.dumps(line["body"]["messages"]))
    return int(found[0])


def asks(line: Line) -> str:
    """The last turn of a request, which asks about the window."""
    return str(line["body"]["messages"][-1]["content"])


def brief_of(line: Line) -> Line:
    """A valid answer whose headline tells which article it is of."""
    return ok({**DRAFT, "headline": f"Headline {number_of(line)}"})


def results() -> list[Result]:
    return [Result.model_validate_json(line) for line in Path("briefs.jsonl").read_text("utf-8").splitlines()]


def headlines() -> list[str]:
    return [result.brief.headline if result.brief else "-" for result in results()]
