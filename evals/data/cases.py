"""Cases: an article with its gold brief, one JSON file each.

```json
{"id": "…", "article": {"title": "…", "published": "2026-01-29", "text": "…"},
 "gold": {"actors": […], "events": […], "commitments": […]},
 "second": {…}, "attribution": {"source": "…", "licence": "…", "url": "…"}, "full_id": "…"}
```

`id`, `article` and `gold` are required; `gold` follows `GUIDELINES.md`. A folder of such files is all it takes to
evaluate on articles of one's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.data.check_gold import CASES, case_faults
from summarizer.schema import ActorKind, Article, EventType, Firmness, Polarity, Status


class CaseError(Exception):
    """A case cannot be used. `path` is the file (or folder), `faults` what is wrong, one line each."""

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        self.path = path
        self.faults = tuple(faults)
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        super().__init__(f"{path}: {self.faults[0]}{more}")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldDate(_Model):
    """A date phrase and the days that it means, inclusive; null days where it can't be resolved."""

    text: str
    start: date | None
    end: date | None


class GoldActor(_Model):
    """An actor, with the strings by which the article names it."""

    id: str
    name: str
    kind: ActorKind
    role: str | None
    affiliation: str | None
    mentions: tuple[str, ...]


class GoldEvent(_Model):
    """An event; `agents` and `others` are actor ids, `evidence` exact substrings of the article."""

    id: str
    summary: str
    type: EventType
    status: Status
    date: GoldDate | None
    place: str | None
    agents: tuple[str, ...]
    others: tuple[str, ...]
    main: bool
    evidence: tuple[str, ...]


class GoldCommitment(_Model):
    """A commitment; `by`, `to` and `said_by` are actor ids, `evidence` exact substrings of the article."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    firmness: Firmness
    polarity: Polarity
    due: GoldDate | None
    condition: str | None
    amount: str | None
    said_by: tuple[str, ...]
    evidence: tuple[str, ...]


class Gold(_Model):
    """A gold brief, as an annotator wrote it."""

    actors: tuple[GoldActor, ...]
    events: tuple[GoldEvent, ...]
    commitments: tuple[GoldCommitment, ...]


class Attribution(_Model):
    """Whose text it is and under which licence."""

    source: str | None = None
    licence: str | None = None
    url: str | None = None


class Case(_Model):
    """An article and what a brief of it should hold."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description="unique; also the name of its recordings")
    full_id: str | None = Field(None, description="the id in the data set that it comes from")
    attribution: Attribution = Attribution()
    article: Article
    gold: Gold
    second: Gold | None = Field(None, description="an independent second annotation")


def load_case(path: Path) -> Case:
    """Read one case; CaseError names the file and everything that is wrong with it."""
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CaseError(path, [error.strerror or "cannot be read"]) from None
    except ValueError as error:
        raise CaseError(path, [f"not readable as JSON: {error}"]) from None
    found = list(case_faults(raw))
    if found:
        raise CaseError(path, found)
    try:
        case = Case.model_validate(raw)
    except ValidationError as error:
        raise CaseError(path, [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]) from None
    if case.article.id is None:
        case = case.model_copy(update={"article": case.article.model_copy(update={"id": case.id})})
    return case


def load_cases(directory: str | Path | None = None) -> list[Case]:
    """Read all cases of a folder (default: those of this project), sorted by id.

    Raises CaseError for the first file that is wrong, for an id that two files share, and for a folder without cases.
    """
    folder = Path(directory) if directory is not None else CASES
    if not folder.is_dir():
        raise CaseError(folder, ["not a folder"])
    seen: dict[str, Path] = {}
    cases = []
    for path in sorted(folder.glob("*.json")):
        case = load_case(path)
        if case.id in seen:
            raise CaseError(path, [f"id {case.id!r} is also that of {seen[case.id].name}"])
        seen[case.id] = path
        cases.append(case)
    if not cases:
        raise CaseError(folder, ["no case files (*.json)"])
    return sorted(cases, key=lambda case: case.id)
