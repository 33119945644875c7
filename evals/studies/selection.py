"""Fit the model of event sentences: `python -m evals.studies.selection [--write]`.

It is fitted on 169 articles, none of which is a case of the suite: 100 news texts and announcements
(`external/marked.jsonl`, `unlabelled.jsonl`) and the annotated parts of MEANTIME and GUM. Their event sentences
(`external/event_sentences.jsonl`) were marked by language-model annotators after `GUIDELINES.md`, as the gold of the
cases was. The human annotation of MEANTIME and GUM was tried first and does not carry: MEANTIME marks nearly every
predicate, and a model fitted on it, or on the sentences that GUM's human summaries share words with, tells the event
sentences of other articles hardly better than chance (areas under the curve of 0.47 to 0.58).

What kind of sentence the embedded model takes each of them for, and the likeliest tokens that it would answer with, are
read from its recordings (`python -m evals external meantime`, `gum`, `unlabelled` and `marked`, each with `--record`).
Two models are fitted, one to the page and the kinds, one to the tokens, and then how much each counts where both speak:
by the odds that they give to articles on which they were not fitted. Fitted as one, they are worth less.

The command prints the area under the curve, cross-validated by article, of each and of both, and precision and recall
at several thresholds; `--write` stores the weights beside `language/english/selection.py`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import summarizer.language.english as english
from evals.data.cases import Case
from evals.data.project import project
from evals.recording.cassettes import cassette_path, one_token_answers
from evals.recording.external import SETS, as_case
from summarizer.claims import KindClaim
from summarizer.complete.answers import draft_of
from summarizer.language.english.events import Reading, is_report, read
from summarizer.language.english.selection import features, score, token_features
from summarizer.language.english.voice import attribution_of
from summarizer.plan.drafts import KindDraft
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Article
from summarizer.settings import Settings

FOLDS = 10
EVENT_PENALTY, MAIN_PENALTY, TOKEN_PENALTY = 4.0, 6.0, 20.0
"""Weights of the squared coefficients, of standardised features."""

LEAST_SHARE = 0.3
"""A token is a feature if it is among the likeliest of at least this share of the sentences."""

SECOND_SENTENCE = 0.4
"""The label of a sentence that states an event again: worth less than its first."""

THRESHOLD = -0.8
"""Log-odds from which on a sentence is taken: near the best F1 in cross-validation, on the side of recall.
Where that hardly differs, it was chosen with the cases in sight (docs/evaluation.md)."""

Weights = dict[str, float]


@dataclass(frozen=True)
class Row:
    """A sentence of an annotated article: its features, those of the model's likeliest tokens, and what it is."""

    article: str
    values: Mapping[str, float]
    label: float
    main: bool
    tokens: Mapping[str, float] = field(default_factory=dict)


def _cases() -> dict[str, tuple[str, Case]]:
    """Return the set and the article of each record, cut to its annotated part, by id."""
    return {
        record.id: (name, as_case(record))
        for name in ("unlabelled", "meantime", "gum", "marked")
        for record in SETS[name].load()
    }


def _kinds(path: Path, planned: Plan) -> dict[int, KindClaim]:
    """Return the kinds that the embedded model takes the sentences for, by number, from its recording."""
    answers = one_token_answers(path)
    found = {}
    for request in planned.requests:
        (number,) = request.draft.asked
        draft = draft_of(answers[request.messages[-1]["content"]], KindDraft)
        found[number] = KindClaim(number, draft.shares, draft.likely)
    return found


@dataclass(frozen=True)
class Annotated:
    """An annotated article: its marks, its sentences, and the kinds that the model takes them for, by number."""

    marked: Mapping[str, Any]
    article: Article
    readings: Sequence[Reading]
    kinds: Mapping[int, KindClaim]


@cache
def annotated() -> tuple[Annotated, ...]:
    """Return the articles on which models are fitted."""
    known, found, model = _cases(), list[Annotated](), Settings().embedded_model
    for line in (project().external / "event_sentences.jsonl").read_text(encoding="utf-8").splitlines():
        marked = json.loads(line)
        name, case = known[marked["id"]]
        planned = plan(case.article, PROFILES["small"])
        readings = [read(sentence) for sentence in planned.sentences]
        found.append(
            Annotated(marked, case.article, readings, _kinds(cassette_path(f"{model}-{name}", case.id), planned))
        )
    return tuple(found)


def rows() -> list[Row]:
    """Return the sentences of the annotated articles with their features and labels."""
    found = []
    for one in annotated():
        attributed = attribution_of(one.article, one.readings) is not None
        values = features(one.readings, one.kinds, one.article.title, one.article.published)
        first = {event["sentences"][0]: event["main"] for event in one.marked["events"]}
        again = {number for event in one.marked["events"] for number in event["sentences"][1:]}
        for reading, value in zip(one.readings, values, strict=True):
            number = reading.sentence.number
            if number in one.kinds and is_report(reading, attributed=attributed):
                label = 1.0 if number in first else SECOND_SENTENCE if number in again else 0.0
                tokens = token_features(one.kinds[number].likely)
                found.append(Row(one.marked["id"], value, label, first.get(number, False), tokens))
    return found


def frequent_tokens(chosen: Sequence[Row]) -> list[dict[str, float]]:
    """Return the token features of each row, of those tokens only that enough sentences have."""
    counts = Counter(token for row in chosen for token in row.tokens)
    known = {token for token, count in counts.items() if count >= LEAST_SHARE * len(chosen)}
    return [{token: value for token, value in row.tokens.items() if token in known} for row in chosen]


def fit(chosen: Sequence[Mapping[str, float]], labels: Sequence[float], penalty: float) -> Weights:
    """Return the weights of a logistic regression with an L2 penalty, on the scale of the features themselves.

    A feature that a row does not have is 0.
    """
    names = list(dict.fromkeys(name for values in chosen for name in values))
    matrix = np.array([[values.get(name, 0.0) for name in names] for values in chosen])
    target = np.array(labels)
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    design = np.c_[(matrix - mean) / deviation, np.ones(len(target))]
    costs = np.r_[np.full(len(names), penalty), 0.0]

    def loss(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = design @ beta
        value = (np.logaddexp(0, odds) - target * odds).sum() + 0.5 * (costs * beta * beta).sum()
        return float(value), design.T @ (1 / (1 + np.exp(-odds)) - target) + costs * beta

    beta = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = {name: float(beta[i] / deviation[i]) for i, name in enumerate(names)}
    return {**weights, "bias": float(beta[-1] - (beta[:-1] * mean / deviation).sum())}


def cross_validated(
    chosen: Sequence[Row], values: Sequence[Mapping[str, float]], penalty: float = EVENT_PENALTY
) -> NDArray[np.float64]:
    """Return the log-odds of each row by a model of its `values` that was fitted without its article."""
    ids = sorted({row.article for row in chosen})
    odds = np.zeros(len(chosen))
    for fold in range(FOLDS):
        out = set(ids[fold::FOLDS])
        inside = [i for i, row in enumerate(chosen) if row.article not in out]
        weights = fit([values[i] for i in inside], [chosen[i].label for i in inside], penalty)
        for i, row in enumerate(chosen):
            if row.article in out:
                odds[i] = score(values[i], weights)
    return odds


@dataclass(frozen=True)
class Fitted:
    """Weights by model, and the odds that each row has by models that were fitted without its article."""

    weights: dict[str, Weights]
    page: NDArray[np.float64]
    tokens: NDArray[np.float64]
    both: NDArray[np.float64]


def fitted(found: Sequence[Row]) -> Fitted:
    """Fit the models of event sentences and of main events to these rows."""
    pages, tokens, labels = [row.values for row in found], frequent_tokens(found), [row.label for row in found]
    by_page = cross_validated(found, pages)
    by_tokens = cross_validated(found, tokens, TOKEN_PENALTY)
    together = [{"page": float(a), "tokens": float(b)} for a, b in zip(by_page, by_tokens, strict=True)]
    both = fit(together, labels, EVENT_PENALTY)
    events = [row for row in found if row.label == 1.0]
    weights = {
        "event": {**fit(pages, labels, EVENT_PENALTY), "threshold": THRESHOLD},
        "main": fit([row.values for row in events], [float(row.main) for row in events], MAIN_PENALTY),
        "tokens": fit(tokens, labels, TOKEN_PENALTY),
        "both": both,
    }
    return Fitted(weights, by_page, by_tokens, np.array([score(odds, both) for odds in together]))


def area(odds: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve (Mann-Whitney)."""
    ranks = np.argsort(np.argsort(odds))
    count = int(positive.sum())
    return float((ranks[positive].sum() - count * (count - 1) / 2) / (count * (len(odds) - count)))


def main() -> None:
    """Fit, print what the model is worth, and store it if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store the weights")
    arguments = parser.parse_args()
    found = rows()
    positive = np.array([row.label == 1.0 for row in found])
    print(
        f"{len(found)} sentences of {len({row.article for row in found})} articles, {positive.mean():.0%} with an event"
    )
    result = fitted(found)
    plain = [{name: value for name, value in row.values.items() if not name.startswith("kind_")} for row in found]
    print(f"area under the curve, cross-validated by article: {area(result.both, positive):.3f}")
    print(f"… by page and kinds alone: {area(result.page, positive):.3f}")
    print(f"… without the model's kinds: {area(cross_validated(found, plain), positive):.3f}")
    print(f"… by the likeliest tokens alone: {area(result.tokens, positive):.3f}")
    for threshold in (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0):
        taken = result.both >= threshold
        precision, recall = positive[taken].mean(), taken[positive].mean()
        f1 = 2 * precision * recall / (precision + recall)
        print(f"threshold {threshold:+.1f}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    for name, weight in sorted(result.weights["event"].items(), key=lambda entry: -abs(entry[1])):
        print(f"{name:24} {weight:+.2f}")
    if arguments.write:
        rounded = {
            kind: {name: round(weight, 3) for name, weight in weights.items()}
            for kind, weights in result.weights.items()
        }
        path = Path(english.__path__[0]) / "selection.json"
        path.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
