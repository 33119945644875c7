"""Record and replay one case: from the case to its brief, through the public function.

A cassette is STALE if it was recorded with another configuration than the current one; the reason names the part
that differs.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from summarizer import errors
from summarizer.complete.embedded.models import MODELS
from summarizer.errors import DISTRIBUTION, AnswerError, EndpointError, EndpointUnavailableError, SummarizerError
from summarizer.plan.drafts import DRAFTS, schema_hash
from summarizer.plan.profiles import Profile, profile_for
from summarizer.plan.prompts import load_prompt
from summarizer.schema import Brief, Failure
from summarizer.settings import Endpoint, Settings

from ..data.cases import Case
from ..data.runs import Outcome
from .cassettes import BASE_URL, CassetteError, cassette_path, read_about, recording, replaying

Ask = Callable[[Case, Endpoint, Settings], Brief]
"""The function that is evaluated: it returns a brief of a case, using the endpoint."""


NOTHING_TO_RECORD = "nothing to record: all cassettes are up to date"


class ReplayStatus(StrEnum):
    """The result of replaying a case: PASS gives a brief, FAIL the failure of the article. The others say that the
    cassette is out of date or can't be read (STALE), does not exist (MISSING), or belongs to no case (ORPHAN)."""

    PASS = "PASS"
    FAIL = "FAIL"
    STALE = "STALE"
    MISSING = "MISSING"
    ORPHAN = "ORPHAN"


@dataclass(frozen=True)
class Replay:
    """The status of a case's cassette, its reason, and the brief or failure (None if it can't be replayed)."""

    case: str
    status: ReplayStatus
    reason: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Subject:
    """A configuration to record: its name (the folder of its cassettes), its fingerprint, and the function to call."""

    name: str
    fingerprint: dict[str, Any]
    ask: Ask
    slot_tokens: int | None = None
    """Context of an embedded engine for one request, in tokens; None: the library's own choice."""
    other_languages: dict[str, Any] | None = None
    """The fingerprint of texts that are not in English, if a profile asks about them in another way."""

    def asked_in_other_languages(self) -> Subject:
        """Return the subject for texts that are not in English."""
        return self if self.other_languages is None else replace(self, fingerprint=self.other_languages)


@dataclass(frozen=True)
class Recordings:
    """Cases, the subject that is asked about them, and the folder of its cassettes (None: that of the project)."""

    cases: Sequence[Case]
    subject: Subject
    directory: Path | None = None


def profile_of(model: str, name: str | None = None) -> Profile:
    """Return the profile of this name or, for None, the model's own: `small` for models that can be embedded.

    It depends only on the model, not on where it runs, because a replay has no endpoint.
    """
    return profile_for(name, embedded=model in MODELS)


def library_subject(model: str, profile: Profile, reasks: int) -> Subject:
    """Return this library with a model and a profile as the subject of recordings.

    If the profile is not the model's own, its name is part of the subject's name, so it has its own cassettes.
    """
    name = model if profile == profile_of(model) else f"{model}-{profile.name}"
    fingerprint = _fingerprint_of(model, profile, reasks)
    other_languages = _fingerprint_of(model, profile.reading(english=False), reasks)
    ask = partial(ask_library, profile=profile.name, reasks=reasks)
    return Subject(name, fingerprint, ask, other_languages=other_languages)


def _fingerprint_of(model: str, profile: Profile, reasks: int) -> dict[str, Any]:
    size = profile.window or f"{profile.window_tokens} tokens, overlap {profile.overlap}"
    return {
        "model": model,
        "prompt": f"{profile.prompt} {load_prompt(profile.prompt).hash}",
        "schema": schema_hash(DRAFTS[profile.draft]),
        "window": f"{size} of context {profile.context}, least words {profile.least_words}",
        "limits": f"max_tokens {profile.max_tokens}, reasks {reasks}, temperature 0",
    }


def ask_library(case: Case, endpoint: Endpoint, settings: Settings, *, profile: str, reasks: int) -> Brief:
    """Return this library's brief of a case, by the public function."""
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
    """Return the replay, MISSING or STALE, of a cassette that can't be replayed, or None if it can."""
    path = cassette_path(subject.name, case.id, directory)
    if not path.is_file():
        return Replay(case.id, ReplayStatus.MISSING, f"there is no {path.name}; record it")
    try:
        recorded = read_about(path)["fingerprint"]
    except CassetteError as error:
        return Replay(case.id, ReplayStatus.STALE, str(error))
    differing = [k for k in subject.fingerprint if recorded.get(k) != subject.fingerprint[k]]
    if differing:
        reason = "; ".join(f"{k}: {recorded.get(k)!r} is now {subject.fingerprint[k]!r}" for k in differing)
        return Replay(case.id, ReplayStatus.STALE, reason)
    return None


def replay(case: Case, subject: Subject, settings: Settings, directory: Path | None = None) -> Replay:
    """Replay a case's cassette and return what came of it. Nothing is sent over the network, and nothing waits."""
    if (unplayable := check(case, subject, directory)) is not None:
        return unplayable
    path = cassette_path(subject.name, case.id, directory)
    try:
        with replaying(path) as tape:
            try:
                outcome: Outcome = subject.ask(case, Endpoint(BASE_URL, subject.fingerprint["model"]), settings)
            except EndpointError as error:
                # Endpoint errors are not recorded, so this one comes from the cassette.
                raise CassetteError(f"a recorded answer can't be read: {error}") from None
            except SummarizerError as error:
                outcome = Failure.of(error)
            # Nobody timed a relayed recording.
            unused, seconds = tape.unused, float(tape.about["recorded"]["seconds"] or 0)
    except (CassetteError, KeyError) as error:
        return Replay(case.id, ReplayStatus.STALE, str(error))
    if unused:
        return Replay(case.id, ReplayStatus.STALE, f"{unused} recorded answers were not used")
    if isinstance(outcome, Failure):
        outcome = outcome.model_copy(update={"seconds": seconds})
        return Replay(case.id, ReplayStatus.FAIL, f"{outcome.error}: {outcome.message}", outcome)
    # Report the duration of the recording, not of the replay.
    ended = outcome.provenance.started + timedelta(seconds=seconds)
    provenance = outcome.provenance.model_copy(update={"finished": ended})
    return Replay(case.id, ReplayStatus.PASS, "", outcome.model_copy(update={"provenance": provenance}))


def orphans(recordings: Recordings) -> list[Replay]:
    """Return the cassettes that belong to no case."""
    known = {case.id for case in recordings.cases}
    folder = cassette_path(recordings.subject.name, "any", recordings.directory).parent
    return [
        Replay(path.stem, ReplayStatus.ORPHAN, f"{path.name} belongs to no case")
        for path in sorted(folder.glob("*.yaml"))
        if path.stem not in known
    ]


def outdated(recordings: Recordings, *, force: bool = False, limit: int | None = None) -> list[Case]:
    """Return the cases whose cassettes are stale or missing (with `force`, all), `limit` at most.

    Each is replayed: what is asked follows from the code too, and not only from what the fingerprint has.
    """
    settings, old = quick_settings(), (ReplayStatus.STALE, ReplayStatus.MISSING)

    def is_old(case: Case) -> bool:
        return replay(case, recordings.subject, settings, recordings.directory).status in old

    return list(itertools.islice((case for case in recordings.cases if force or is_old(case)), limit))


def described(outcome: Outcome) -> str:
    """Return what came of a recording, in a few words."""
    return outcome.error if isinstance(outcome, Failure) else f"{len(outcome.events)} events"


def record(
    case: Case,
    subject: Subject,
    endpoint: Endpoint,
    settings: Settings,
    directory: Path | None = None,
    *,
    relayed: bool = False,
) -> Outcome:
    """Ask the model about a case and record its answers; return the brief or the failure.

    Unusable answers are recorded too, because they are the model's result. If the endpoint fails, its error is raised
    and an older recording stays. If `relayed`, people carried the answers: the head says so, and has no seconds.
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
                "seconds": None if relayed else round(time.monotonic() - began, 1),
                "library": _version(DISTRIBUTION),
                "engine": _engine(endpoint, relayed),
            },
        }
        if relayed:
            tape.about["recorded"] |= {"relayed": True, "model": endpoint.model}
    return outcome


def _engine(endpoint: Endpoint, relayed: bool) -> str:
    if relayed:
        return "a relay"
    return f"xllamacpp {_version('xllamacpp')}" if endpoint.embedded else "an endpoint"


def _endpoint_faults(brief: Brief) -> list[str]:
    """Return the names of window errors caused by the endpoint, not by the model. Such a brief must not be recorded."""
    return sorted({name for name in brief.coverage.failures if not issubclass(getattr(errors, name), AnswerError)})


def quick_settings() -> Settings:
    """Return settings for replaying: defaults whatever the environment says, no retries, one request at a time.

    A text that repeats a sentence has equal requests with different recorded answers: in order, each gets its own.
    """
    defaults = {name: Settings.model_fields[name].default for name in ("timeout", "reasks")}
    return Settings(max_attempts=1, concurrency=1, **defaults)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
