"""Recording and replaying the cases: from a case to its brief, through the ordinary public function.

A cassette is STALE when what it was recorded with is no longer what is checked in; its verdict names the part.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from evals.data.cases import Case
from evals.data.runs import Outcome
from evals.recording.cassettes import BASE_URL, CassetteError, cassette_path, read_about, recording, replaying
from summarizer import errors
from summarizer.complete.embedded.weights import MODELS
from summarizer.errors import DISTRIBUTION, AnswerError, EndpointError, EndpointUnavailableError, SummarizerError
from summarizer.plan.drafts import DRAFTS, schema_hash
from summarizer.plan.profiles import Profile, profile_for
from summarizer.plan.prompts import load_prompt
from summarizer.schema import Brief, Failure
from summarizer.settings import Endpoint, Settings

Ask = Callable[[Case, Endpoint, Settings], Brief]
"""What is evaluated: a case goes in, a brief comes out, through the endpoint."""


class Verdict(StrEnum):
    """What replaying a case came to."""

    PASS = "PASS"
    FAIL = "FAIL"
    STALE = "STALE"
    MISSING = "MISSING"
    ORPHAN = "ORPHAN"


@dataclass(frozen=True)
class Replay:
    """The verdict on a case's cassette, why, and the brief or failure that it gives (None where it can't be played)."""

    case: str
    verdict: Verdict
    reason: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Subject:
    """A configuration that is recorded: its name (the cassettes' folder), its fingerprint, and how it is asked."""

    name: str
    fingerprint: dict[str, Any]
    ask: Ask
    slot_tokens: int | None = None
    """Tokens that one request may take of an embedded engine; None: as the library asks it."""


def profile_of(model: str, name: str | None = None) -> Profile:
    """Return the profile of this name, or the model's own: `small` for those that can be embedded.

    It goes by the model alone, not by where it runs, so that a replay knows it without an endpoint.
    """
    return profile_for(name, embedded=model in MODELS)


def library_subject(model: str, profile: Profile, reasks: int) -> Subject:
    """Return this library with a model and a profile as what is recorded.

    Another profile than the model's own is part of the name: it has cassettes of its own.
    """
    size = profile.window or f"{profile.window_tokens} tokens, overlap {profile.overlap}"
    fingerprint = {
        "model": model,
        "prompt": f"{profile.prompt} {load_prompt(profile.prompt).hash}",
        "schema": schema_hash(DRAFTS[profile.draft]),
        "window": f"{size} of context {profile.context}, least words {profile.least_words}",
        "limits": f"max_tokens {profile.max_tokens}, reasks {reasks}, temperature 0",
    }
    name = model if profile == profile_of(model) else f"{model}-{profile.name}"
    return Subject(name, fingerprint, partial(ask_library, profile=profile.name, reasks=reasks))


def ask_library(case: Case, endpoint: Endpoint, settings: Settings, *, profile: str, reasks: int) -> Brief:
    """Return this library's brief of a case, through the public function."""
    from summarizer import summarize

    return summarize(
        case.article,
        base_url=endpoint.base_url,
        api_key=endpoint.api_key,
        model=endpoint.model,
        profile=profile,
        settings=settings.model_copy(update={"reasks": reasks}),
    )


def check(case: Case, subject: Subject, directory: Path | None = None) -> Replay | None:
    """Return the verdict on a cassette that need not, or can't, be played; None if it is good to play."""
    path = cassette_path(subject.name, case.id, directory)
    if not path.is_file():
        return Replay(case.id, Verdict.MISSING, f"no {path.name}; record it")
    try:
        recorded = read_about(path)["fingerprint"]
    except CassetteError as error:
        return Replay(case.id, Verdict.STALE, str(error))
    differing = [k for k in subject.fingerprint if recorded.get(k) != subject.fingerprint[k]]
    if differing:
        told = "; ".join(f"{k}: {recorded.get(k)!r} is now {subject.fingerprint[k]!r}" for k in differing)
        return Replay(case.id, Verdict.STALE, told)
    return None


def replay(case: Case, subject: Subject, settings: Settings, directory: Path | None = None) -> Replay:
    """Play a case's cassette and return what comes of it; nothing leaves the machine and nothing waits."""
    if (verdict := check(case, subject, directory)) is not None:
        return verdict
    path = cassette_path(subject.name, case.id, directory)
    try:
        with replaying(path) as tape:
            try:
                outcome: Outcome = subject.ask(case, Endpoint(BASE_URL, subject.fingerprint["model"]), settings)
            except EndpointError as error:
                # Endpoints' faults are not recorded; one that shows is the recording's.
                raise CassetteError(f"a recorded answer can't be read: {error}") from None
            except SummarizerError as error:
                outcome = Failure.of(error)
            unused, seconds = tape.unused, float(tape.about["recorded"]["seconds"])
    except (CassetteError, KeyError) as error:
        return Replay(case.id, Verdict.STALE, str(error))
    if unused:
        return Replay(case.id, Verdict.STALE, f"{unused} recorded answers were not asked for")
    if isinstance(outcome, Failure):
        outcome = outcome.model_copy(update={"seconds": seconds})
        return Replay(case.id, Verdict.FAIL, f"{outcome.error}: {outcome.message}", outcome)
    # The time that counts is the recording's, not the replay's.
    ended = outcome.provenance.started + timedelta(seconds=seconds)
    provenance = outcome.provenance.model_copy(update={"finished": ended})
    return Replay(case.id, Verdict.PASS, "", outcome.model_copy(update={"provenance": provenance}))


def orphans(cases: Sequence[Case], subject: Subject, directory: Path | None = None) -> list[Replay]:
    """Return the cassettes that belong to no case."""
    known = {case.id for case in cases}
    folder = cassette_path(subject.name, "any", directory).parent
    return [
        Replay(path.stem, Verdict.ORPHAN, f"{path.name} belongs to no case")
        for path in sorted(folder.glob("*.yaml"))
        if path.stem not in known
    ]


def record(
    case: Case, subject: Subject, endpoint: Endpoint, settings: Settings, directory: Path | None = None
) -> Outcome:
    """Ask a case for real and keep what was said; return the brief or the failure.

    An answer that is of no use is kept too, since that is what the model said. An endpoint that fails is not: its
    error is raised and an older recording stays.
    """
    path = cassette_path(subject.name, case.id, directory)
    began = time.monotonic()
    with recording(path) as tape:
        outcome: Outcome
        try:
            outcome = subject.ask(case, endpoint, settings)
        except AnswerError as error:
            outcome = Failure.of(error)
        if isinstance(outcome, Brief) and (faults := _endpoint_faults(outcome)):
            raise EndpointUnavailableError(f"windows were not answered: {', '.join(faults)}")
        tape.about = {
            "fingerprint": subject.fingerprint,
            "recorded": {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "seconds": round(time.monotonic() - began, 1),
                "library": _version(DISTRIBUTION),
                "engine": f"xllamacpp {_version('xllamacpp')}" if endpoint.embedded else "an endpoint",
            },
        }
    return outcome


def _endpoint_faults(brief: Brief) -> list[str]:
    """Return the errors of windows that the endpoint, not the model, has failed: such a brief is no recording."""
    return sorted({name for name in brief.coverage.failures if not issubclass(getattr(errors, name), AnswerError)})


def quick_settings() -> Settings:
    """Return settings for replaying: defaults whatever the user's environment says, and nothing is retried."""
    fixed = ("timeout", "concurrency", "reasks")
    return Settings(max_attempts=1, **{name: Settings.model_fields[name].default for name in fixed})


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
