"""The command `hashes`: print a hash of every brief that can be made without a model.

Run it before a change that must not alter any brief, save the output, and compare afterwards with `--against`. It
covers every recording (the cases, the peer, the external sets in all languages; profile `small`). Profile `large` has
no recordings, so its briefs are made from gold and from the plain sentences of other texts. Values that differ between
two runs of the same code (times, seconds) are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from summarizer.complete.gateway import Completion
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Article, Brief
from summarizer.settings import load_settings

from ..baselines import verbatim
from ..data.briefs import brief_of_completions
from ..data.cases import load_cases
from ..data.perfect import perfect_answer
from ..data.runs import Outcome
from ..recording.external import SETS, cases_of, recordings_of
from ..recording.recorder import Recordings, library_subject, profile_of
from ..recording.replaying import replay_all


def hash_of(outcome: Outcome) -> str:
    """Return the first 16 hex digits of the SHA-256 of an outcome, without its times, attempts and versions.

    The article, which is the input and no outcome, is left out too.
    """
    content = outcome.model_dump(mode="json", exclude={"article", "schema_version"})
    for part in (content, content.get("provenance", {})):
        for name in ("started", "finished", "seconds", "library_version", "attempts"):
            part.pop(name, None)
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _recorded() -> Iterator[tuple[str, Outcome]]:
    model = load_settings().embedded_model
    library = library_subject(model, profile_of(model), load_settings().reasks)
    cases = load_cases()
    for label, subject in (("cases", library), ("peer", verbatim.subject(model))):
        for replay in replay_all(Recordings(cases, subject))[0]:
            if replay.outcome is not None:
                yield f"{label}/{replay.case}", replay.outcome
    for name, external in SETS.items():
        own, _ = recordings_of(cases_of(external.load()).values(), name, library)
        for replay in replay_all(own)[0]:
            if replay.outcome is not None:
                yield f"{name}/{replay.case}", replay.outcome


def _bare(sentences: Any) -> dict[str, Any]:
    """Return a draft in which each sentence is an event."""
    events = [
        {
            "sentences": [s.number], "summary": s.text, "type": "other", "status": "occurred", "when": None,
            "place": None, "agents": [], "others": [], "main": False,
        }
        for s in sentences
    ]  # fmt: skip
    return {"actors": [], "events": events, "commitments": [], "headline": "h", "summary": sentences[0].text}


def _large() -> Iterator[tuple[str, Outcome]]:
    def drafted(article: Article, draft: dict[str, Any] | None) -> Brief:
        planned = plan(article, PROFILES["large"])
        completions = []
        for request in planned.requests:
            numbers = set(request.draft.asked)
            content = draft or _bare([s for s in planned.sentences if s.number in numbers])
            completions.append(Completion(request, request.draft.model_validate(content)))
        return brief_of_completions(planned, completions)

    for case in load_cases():
        yield f"large-gold/{case.id}", drafted(case.article, perfect_answer(case).draft)
    for name in ("multilingual", "long"):
        for record in SETS[name].load():
            yield f"large-{name}/{record.id}", drafted(record.article, None)


def hashes(
    against: Annotated[str | None, typer.Option(help="file with the output of an earlier run to compare with")] = None,
) -> None:
    """Print a hash of every brief made from recordings and gold.

    With --against, print only those that differ from the earlier run, and exit with code 1 if any does.
    """
    after = {name: hash_of(outcome) for source in (_recorded(), _large()) for name, outcome in source}
    if against is None:
        for name, value in sorted(after.items()):
            print(value, name)
        return
    with open(against, encoding="utf-8") as lines:
        before = {name: value for value, name in (line.split() for line in lines)}
    differing = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    for name in differing:
        print(name, before.get(name, "(new)"), "->", after.get(name, "(missing)"))
    print(f"{len(after)} briefs, {len(differing)} differ")
    raise typer.Exit(1 if differing else 0)
