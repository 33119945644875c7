"""Cases: articles with their gold briefs, one JSON file per case.

```json
{"id": "…", "article": {"title": "…", "published": "2026-01-29", "text": "…"},
 "gold": {"actors": […], "events": […], "commitments": […]},
 "second": {…}, "attribution": {"source": "…", "licence": "…", "url": "…"}, "full_id": "…"}
```

`id`, `article` and `gold` are required; `gold` follows `GUIDELINES.md`. To evaluate on your own articles, put such
files into a folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from summarizer.schema import Article

from .gold import Gold, Model, case_faults
from .project import project


class CaseError(Exception):
    """A case is invalid. `path` is its file (or the folder of cases), `faults` has one line for each problem."""

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        self.path = path
        self.faults = tuple(faults)
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        super().__init__(f"{path}: {self.faults[0]}{more}")


class Attribution(Model):
    """The source and licence of a text."""

    source: str | None = None
    licence: str | None = None
    url: str | None = None


class Case(Model):
    """An article and what a brief of it should contain."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description="unique; its recordings are named by it")
    full_id: str | None = Field(None, description="the article's id in the data set that it comes from")
    attribution: Attribution = Attribution()
    article: Article
    gold: Gold
    second: Gold | None = Field(None, description="an independent second annotation")

    @property
    def digest(self) -> str:
        """The first 12 hex digits of the SHA-256 of what a model is shown of the article."""
        shown = (self.article.text, self.article.title, str(self.article.published))
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def load_case(path: Path) -> Case:
    """Read one case. Raise CaseError, which names the file and everything that is wrong with it."""
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CaseError(path, [error.strerror or "cannot be read"]) from None
    except ValueError as error:
        raise CaseError(path, [f"not readable as JSON: {error}"]) from None
    faults = list(case_faults(raw))
    try:
        case = Case.model_validate(raw)
    except ValidationError as error:
        # The checker has reported gold, and a missing text, in words for annotators.
        told = ("gold", "second", "article.text") if faults else ()
        found = [(".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
        faults += [f"{where}: {what}" for where, what in found if where and not (told and where.startswith(told))]
    if faults:
        raise CaseError(path, faults)
    if case.article.id is None:
        case = case.model_copy(update={"article": case.article.model_copy(update={"id": case.id})})
    return case


def load_cases(directory: str | Path | None = None) -> list[Case]:
    """Read all cases of a folder (default: the project's), sorted by id.

    Raise CaseError for a folder without cases, else with the faults of all invalid files: its path is the file if
    there is only one, or the folder. That two files share an id is a fault of the second.
    """
    folder = Path(directory) if directory is not None else project().cases
    if not folder.is_dir():
        raise CaseError(folder, ["not a folder"])
    seen: dict[str, Path] = {}
    cases: list[Case] = []
    invalid: list[CaseError] = []
    for path in sorted(folder.glob("*.json")):
        try:
            case = load_case(path)
        except CaseError as error:
            invalid.append(error)
            continue
        if case.id in seen:
            invalid.append(CaseError(path, [f"id {case.id!r} is also used by {seen[case.id].name}"]))
        seen[case.id] = path
        cases.append(case)
    if len(invalid) == 1:
        raise invalid[0]
    if invalid:
        raise CaseError(folder, [f"{error.path.name}: {fault}" for error in invalid for fault in error.faults])
    if not cases:
        raise CaseError(folder, ["no case files (*.json)"])
    return sorted(cases, key=lambda case: case.id)
