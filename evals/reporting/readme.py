"""The measured parts of README and docs, made from the recordings: no other number stands there.

Each block stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->`, in any of `FILES`. `python -m evals readme`
writes the blocks; `--check` says whether they are up to date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.output.text import as_text
from summarizer.schema import Brief

from ..baselines import trivial
from ..data.attacks import load_attacks
from ..data.cases import Case
from ..data.project import ProjectError, project
from ..data.runs import Outcome
from ..reading.verdicts import FALSE, KINDS, UNCLEAR, VERDICTS, Share, read_verdicts, shares
from ..recording.attacks import attack_cases, attack_subject
from ..recording.external import SETS, cases_of, recordings_of
from ..recording.recorder import Recordings, Subject
from ..recording.replaying import replay_all
from ..scoring import agreement
from ..scoring.attacks import rates, score_attacks
from ..scoring.metrics import CEILED
from ..scoring.scorer import score_run
from ..scoring.statistics import Estimate, estimates
from .attacks import attack_markdown
from .tables import format_value

README, GUIDE, EVALUATION = "README.md", "docs/guide.md", "docs/evaluation.md"
SECURITY = "docs/security.md"
FILES = (README, GUIDE, EVALUATION, SECURITY)
"""The files with measured parts."""

SHOWN = "seed-critical-minerals"
"""The case whose brief is shown."""

SMALL, LARGE = "1.5B embedded", "large, relayed"
"""How the models of the columns are called."""

READ = {
    SMALL: "qwen2.5-coder-1.5b",
    f"{SMALL}, unread": "qwen2.5-coder-1.5b-unread",
    LARGE: "relayed-large",
    f"{LARGE}, unread": "relayed-large-unread",
}
"""The folders of the verdicts of readers, by the model."""

EXTERNAL = ("meantime", "gum", "plover", "long", "multilingual")
"""The external sets whose figures are shown."""

LIBRARY = f"this library, {SMALL}"
"""Label of the column whose brief is shown."""

METRICS = (
    "actors_f1", "events_f1", "main_event_recall", "commitments_f1", "commitments_by_f1", "event_type", "event_status",
    "item_dates", "event_agents", "commitment_firmness", "promisor", "grounded", "unsupported", "failed",
    "output_tokens", "seconds",
)  # fmt: skip
"""The metrics of the table in the docs, with intervals."""

CHIEF_METRICS = (
    "actors_f1", "events_f1", "commitments_by_f1", "event_type", "event_status", "item_dates", "commitment_firmness",
    "grounded",
)  # fmt: skip
"""The metrics of the table in the README, without intervals."""

TRIVIAL_METRICS = ("actors_f1", "events_f1", "main_event_recall")
"""What a baseline without a model can be measured on."""


def blocks(cases: list[Case], subjects: Mapping[str, Subject]) -> dict[str, str]:
    """Return the blocks by name: the brief of the shown case, an excerpt of it, and the table of all subjects."""
    columns: dict[str, dict[str, Estimate]] = {}
    shown: dict[str, str] = {}
    for label, subject in subjects.items():
        _, run = replay_all(Recordings(cases, subject))
        if not run.outcomes:
            continue
        done = [case for case in cases if case.id in run.outcomes]
        columns[label] = estimates(score_run(run, done))
        brief = run.outcomes.get(SHOWN)
        if isinstance(brief, Brief) and label == LIBRARY:
            shown = {"brief": _fenced(as_text(brief, full=True)), "excerpt": _fenced(excerpt(as_text(brief)))}
    for run in trivial.runs(cases):
        columns[run.name] = estimates(score_run(run, cases))
    second = agreement.agreement(cases)
    if second:
        columns[f"annotators ({len(second)} articles)"] = estimates(second)
    counted = {
        model: shares(
            [verdict for path in sorted((project().readings / folder).glob("*.tsv")) for verdict in read_verdicts(path)]
        )
        for model, folder in READ.items()
    }
    tables = {"table": _table(columns, CHIEF_METRICS, spans=False), "scores": _table(columns, METRICS, spans=True)}
    return {**shown, **tables, "reading": _reading(counted), "verdicts": _verdicts(counted)}


def attack_block(libraries: Mapping[str, Subject]) -> str:
    """Return the tables of the planted instructions, of those subjects of which every text is recorded."""
    texts, parts = load_attacks(), []
    for label, library in libraries.items():
        _, run = replay_all(Recordings(attack_cases(texts), attack_subject(library)))
        if len(run.outcomes) == len(texts):
            table = attack_markdown(rates(score_attacks(texts, run.outcomes)))
            parts.append(f"{label[0].upper()}{label[1:]}:\n\n{table}")
    return "\n\n".join(parts) or "Nothing is recorded yet."


def external_block(library: Subject) -> str:
    """Return the table of the external sets whose recordings are up to date, with 95 % intervals."""
    rows = ["| set | metric | value | 95 % |", "|---|---|---|---|"]
    for name in EXTERNAL:
        chosen = SETS[name]
        records = chosen.load()
        cases = cases_of(records)
        played: dict[str, Outcome] = {}
        for recordings in recordings_of(cases.values(), name, library):
            if recordings.cases:
                played |= replay_all(recordings)[1].outcomes
        outcomes = {id: played[case.id] for id, case in cases.items() if case.id in played}
        scores = chosen.score([record for record in records if record.id in outcomes], outcomes)
        for e in estimates(scores, chosen.metrics).values():
            value, low, high = (format_value(e.metric, number) for number in (e.value, e.low, e.high))
            rows.append(f"| {name} ({len(outcomes)}) | {e.metric.label} | {value} | {low}–{high} |")
    return "\n".join(rows)


def _reading(counted: Mapping[str, Sequence[Share]]) -> str:
    """Return for each model in one line how many lines must not be printed, and how many are unclear alone."""
    lines = ["**False or broken, by a reader (in brackets: true, but unclear to who sees that line alone):**", ""]
    for model, ours in counted.items():
        count = {(share.kind, share.verdict): share.count for share in ours}
        total = {share.kind: share.lines for share in ours}
        parts = [
            f"{sum(count[kind, name] for name in FALSE)} of {total[kind]} {kind} ({count[kind, UNCLEAR]})"
            for kind in KINDS.values()
            if kind in total
        ]
        lines.append(f"- {model}: {', '.join(parts)}")
    return "\n".join(lines)


def _verdicts(counted: Mapping[str, Sequence[Share]]) -> str:
    rows = ["| model | lines | " + " | ".join(VERDICTS) + " |", "|---" * (len(VERDICTS) + 2) + "|"]
    for model, ours in counted.items():
        for kind in dict.fromkeys(share.kind for share in ours):
            of_kind = [share for share in ours if share.kind == kind]
            cells = [f"{share.value:.3f} ({share.low:.3f}–{share.high:.3f})" for share in of_kind]
            rows.append(f"| {model} | {kind} ({of_kind[0].lines}) | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def excerpt(text: str) -> str:
    """Return the first event and the first commitment of one screen of text, and how many more there are."""
    shown = []
    for section in text.split("\n\n"):
        head, *lines = section.splitlines()
        if not head.startswith(("MAIN EVENTS", "COMMITMENTS", "NOT SHOWN")):
            continue
        # An item begins near the margin; its facts and quotes are indented.
        begins = [number for number, line in enumerate(lines) if line[:4].strip()]
        first = lines[: begins[1]] if len(begins) > 1 else lines
        shown.append("\n".join([head, *first, *([f"  … {len(begins) - 1} more"] if len(begins) > 1 else [])]))
    return "\n\n".join(shown) + "\n"


def _fenced(text: str) -> str:
    return f"```text\n{text}```"


def _table(columns: Mapping[str, Mapping[str, Estimate]], metrics: Sequence[str], *, spans: bool) -> str:
    """Return the table of metrics, with the intervals in brackets if `spans`."""
    lines = ["| metric | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name in metrics:
        cells = []
        for label, values in columns.items():
            e = values[name]
            # Annotators and baselines have no model, and so no effort; baselines give no types, dates or promises.
            apart = label.startswith("annotators") and e.metric.group not in CEILED
            apart |= label.startswith(tuple(trivial.LIMITS)) and name not in TRIVIAL_METRICS
            if apart or e.value is None:
                cells.append("–")
            elif not spans or e.low is None or e.high is None:
                cells.append(format_value(e.metric, e.value))
            else:
                span = f"{format_value(e.metric, e.low)}–{format_value(e.metric, e.high)}"
                cells.append(f"{format_value(e.metric, e.value)} ({span})")
        lines.append(f"| {next(iter(columns.values()))[name].metric.label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def rewritten(text: str, made: Mapping[str, str]) -> str:
    """Return a text with those of its blocks replaced that are made."""
    for name, block in made.items():
        pattern = rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)"
        text = re.sub(pattern, lambda m, block=block: f"{m[1]}{block}\n{m[2]}", text, flags=re.DOTALL)  # type: ignore[misc]
    return text


def update(
    cases: list[Case],
    subjects: Mapping[str, Subject],
    attacked: Mapping[str, Subject],
    further: Mapping[str, str],
    *,
    check: bool,
) -> bool:
    """Write the blocks of all files, or only look; return whether they were up to date.

    `attacked` are the subjects whose answers to planted instructions are shown, `further` blocks that are made already.
    """
    files = [project().root / name for name in FILES]
    if absent := [path for path in files if not path.is_file()]:
        raise ProjectError(f"there is no {absent[0]}: only a checkout of this suite's repository has measured parts")
    made = blocks(cases, subjects) | {"attacks": attack_block(attacked), **further}
    old = {path: path.read_text(encoding="utf-8") for path in files}
    new = {path: rewritten(text, made) for path, text in old.items()}
    if not check:
        for path in (path for path in old if new[path] != old[path]):
            path.write_text(new[path], encoding="utf-8")
    return new == old
