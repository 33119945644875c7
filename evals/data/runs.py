"""Runs: the outcomes of one configuration on all cases, stored as JSON Lines in `<runs>/<name>.jsonl`.

The first line describes the run and names its cases, with digests of their articles; each further line has the brief of
one case, or the failure in its place. A failure is an outcome, not a gap: it is scored as an empty brief, because a
user would have got none.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from summarizer.schema import Brief, Failure

from .files import write_whole
from .project import project

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def seconds_of(outcome: Outcome) -> float | None:
    """Return the seconds on the clock that an outcome took, or None if nobody timed it: then they are exactly zero."""
    if isinstance(outcome, Failure):
        return outcome.seconds or None
    # Not the sum of the attempts' seconds: attempts overlap when windows are read in parallel.
    return (outcome.provenance.finished - outcome.provenance.started).total_seconds() or None


class RunError(Exception):
    """A run cannot be read, written or used. The message names the file and, for an invalid line, its number."""


Outcome = Brief | Failure


@dataclass(frozen=True)
class Run:
    """The outcomes of one configuration, by case id.

    `about` describes the configuration (model, prompt, …), `digests` are those of the cases' articles, as far as known.
    """

    name: str
    outcomes: Mapping[str, Outcome]
    about: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def run_path(name_or_path: str | Path, directory: Path | None = None) -> Path:
    """Return the file of a run. A path is returned unchanged; a bare name means `<name>.jsonl` in the
    folder, by default that of the project's runs.

    Raise RunError for a name with other characters than letters, digits, '.', '_' and '-'.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(".jsonl") or os.sep in text:
        return Path(name_or_path)
    if not _NAME.fullmatch(text):
        raise RunError(f"invalid name of a run: {text!r}; use only letters, digits, '.', '_' and '-'")
    return (directory or project().runs) / f"{text}.jsonl"


def project_runs() -> list[Path]:
    """Return the files of the project's runs."""
    return sorted(project().runs.glob("*.jsonl"))


def digests_of(path: Path) -> dict[str, str]:
    """Return the cases that a file of a run holds, with the digests of their articles ("" where not known).

    A file that is no run holds none.
    """
    found: dict[str, str] = {}
    with suppress(OSError, ValueError, AttributeError):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found |= record.get("cases", {})
            if "case" in record:
                found.setdefault(record["case"], "")
    return found


def check_replaceable(run: Run, path: Path) -> None:
    """Raise RunError if an older run in this file holds cases that the new run lacks, or other articles of that id."""
    older = digests_of(path)
    gone = sorted(older.keys() - run.outcomes.keys())
    other = sorted(id for id, digest in older.items() if digest and run.digests.get(id, digest) != digest)
    if gone or other:
        what = f"{len(gone)} cases that this run lacks" if gone else f"other articles for {len(other)} cases"
        named = ", ".join((gone or other)[:3]) + (" …" if len(gone or other) > 3 else "")
        raise RunError(f"{path} has {what} ({named}): save this run with another --name or --out, or use --replace")


def save_run(run: Run, directory: Path | None = None, *, replace: bool = False) -> Path:
    """Write a run and return its file. An older file of the same name is replaced only when the new one is complete.

    Unless `replace`, raise RunError instead of overwriting a run of another set of cases (see `check_replaceable`).
    """
    path = run_path(run.name, directory)
    if not replace:
        check_replaceable(run, path)
    head = {"run": run.name, "about": dict(run.about)} | ({"cases": dict(run.digests)} if run.digests else {})
    lines = [json.dumps(head, ensure_ascii=False)]
    for case, outcome in sorted(run.outcomes.items()):
        key = "failure" if isinstance(outcome, Failure) else "brief"
        # Not the text of the article, which the case has.
        content = outcome.model_dump(mode="json", exclude={"article": {"text"}})
        lines.append(json.dumps({"case": case, key: content}, ensure_ascii=False))
    write_whole(path, "\n".join(lines) + "\n")
    return path


def load_run(name_or_path: str | Path, directory: Path | None = None) -> Run:
    """Read a run by its name or from its file. Raise RunError, which names the invalid line and the reason."""
    path = run_path(name_or_path, directory)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.jsonl"))) or "none; `evals run` makes one"
        raise RunError(f"there is no run {path}; runs in this folder: {known}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(f"{path}: {error}") from None
    name, about, outcomes, digests = path.stem, {}, dict[str, Outcome](), dict[str, str]()
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            if number == 1 and "run" in record:
                name, about, digests = record["run"], record.get("about", {}), record.get("cases", {})
            elif "failure" in record:
                outcomes[record["case"]] = Failure.model_validate(record["failure"])
            else:
                outcomes[record["case"]] = Brief.model_validate(record["brief"])
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            raise RunError(f"{path}:{number}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RunError(f"{path}:{number}: {type(error).__name__}: {error}") from None
    return Run(name, outcomes, about, digests)
