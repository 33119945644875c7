"""Fit the model of the types of events: `python -m evals.studies.types [--write]`.

It is fitted on the event sentences of the 169 articles of the selection (`studies/selection.py`), each with the type
that the annotators gave its event. Two models read them, because there are as many words as sentences, and tokens hang
together while words hardly do: Gaussians with one common covariance over the likeliest tokens (linear discriminant
analysis), and naive Bayes over words and verbs. A third one weighs the two by what they give to articles on which they
were not fitted. All are linear in the features, so that the sum of both is stored.

The command prints accuracy, and for several probabilities how many sentences reach them and how many of those get the
right type, cross-validated by article; `--write` stores the weights beside `language/english/types.py`, with the lowest
probability at which `GOAL` of the types are right.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

import summarizer.language.english as english
from evals.studies.selection import FOLDS, SECOND_SENTENCE, annotated
from summarizer.language.english.types import Model, features
from summarizer.schema import EventType

GOAL = 0.9
"""Share of the types that have to be right."""

TYPES = list(EventType)
LEAST_SHARE = 0.5
"""A token is a feature if it is among the likeliest of at least this share of the sentences: nearly as good as more."""

LEAST_WORDS = 4
"""Sentences that have to have a word or verb before it is a feature."""

SHRINKAGE = 0.3
"""Share of the covariance of tokens that is taken to be the same for all and between none."""

CENTRE = 10.0
"""Sentences that each type is taken to have at the mean of all: few sentences tell little of a mean of their own."""

SMOOTHING = 300.0
"""Words that each type is taken to have seen beforehand, as all types have them."""

BIAS_PENALTY = 5.0

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A sentence of an event: its article, features, type, and what it counts."""

    article: str
    tokens: Mapping[str, float]
    words: Mapping[str, float]
    type: EventType
    weight: float


def rows() -> list[Row]:
    """Return the event sentences of the annotated articles."""
    found = []
    for one in annotated():
        for event in one.marked["events"]:
            for number in event["sentences"]:
                if number in one.kinds:
                    tokens, words = features(one.readings[number - 1], one.kinds[number])
                    weight = 1.0 if number == event["sentences"][0] else SECOND_SENTENCE
                    known = EventType(event["type"])
                    found.append(Row(one.marked["id"], tokens, dict.fromkeys(words, 1.0), known, weight))
    return found


@dataclass(frozen=True)
class Table:
    """Rows as arrays: features of one sort (row, feature), indices into `TYPES`, weights, and folds by article."""

    names: Sequence[str]
    values: Array
    types: NDArray[np.int64]
    weights: Array
    folds: NDArray[np.int64]


def table(found: Sequence[Row], values: Sequence[Mapping[str, float]], least: float) -> Table:
    """Return rows with those of their values that at least so many of them have."""
    counts = Counter(name for one in values for name in one)
    names = [name for name, count in counts.items() if count >= least]
    articles = {article: i for i, article in enumerate(sorted({row.article for row in found}))}
    return Table(
        names,
        np.array([[one.get(name, 0.0) for name in names] for one in values]),
        np.array([TYPES.index(row.type) for row in found]),
        np.array([row.weight for row in found]),
        np.array([articles[row.article] % FOLDS for row in found]),
    )


Linear = tuple[Array, Array]
"""Weights (feature, type) and biases (type)."""


def _of_types(known: Table, chosen: NDArray[np.bool_]) -> Array:
    """Return how much each chosen row counts for each type (type, row)."""
    return np.equal.outer(np.arange(len(TYPES)), known.types[chosen]) * known.weights[chosen]


def _priors(counts: Array) -> Array:
    return np.asarray(np.log((counts.sum(axis=1) + 1) / (counts.sum() + len(TYPES))))


def by_tokens(known: Table, chosen: NDArray[np.bool_]) -> Linear:
    """Return linear discriminants: the chosen rows of all types spread alike around the means of their types."""
    counts, values = _of_types(known, chosen), known.values[chosen]
    mean, deviation = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - mean) / deviation
    centres = counts @ scaled / (counts.sum(axis=1, keepdims=True) + CENTRE)
    rest = scaled - centres[known.types[chosen]]
    covariance = (rest * known.weights[chosen, None]).T @ rest / known.weights[chosen].sum()
    size = len(covariance)
    covariance = (1 - SHRINKAGE) * covariance + SHRINKAGE * np.trace(covariance) / size * np.eye(size)
    slopes = np.linalg.solve(covariance, centres.T)
    biases = _priors(counts) - (centres * slopes.T).sum(axis=1) / 2
    slopes = slopes / deviation[:, None]
    return slopes, biases - mean @ slopes


def by_words(known: Table, chosen: NDArray[np.bool_]) -> Linear:
    """Return naive Bayes: how much more often a word stands in sentences of a type than in all, as a logarithm."""
    counts = _of_types(known, chosen)
    seen = counts @ known.values[chosen] + 1e-9
    share = seen.sum(axis=0) / seen.sum()
    ratios = (seen + SMOOTHING * share) / (seen.sum(axis=1, keepdims=True) + SMOOTHING) / share
    return np.log(ratios).T, _priors(counts)


def weighed(tokens: Array, words: Array, types: NDArray[np.int64], weights: Array) -> Array:
    """Return how much two models count, and the bias of each type, by the log-probabilities that they give."""
    right = np.eye(len(TYPES))[types]

    def loss(beta: Array) -> tuple[float, Array]:
        logarithms = log_softmax(beta[0] * tokens + beta[1] * words + beta[2:], axis=1)
        slope = weights[:, None] * (np.exp(logarithms) - right)
        value = -(weights[:, None] * right * logarithms).sum() + BIAS_PENALTY / 2 * (beta[2:] ** 2).sum()
        parts = [(slope * tokens).sum(), (slope * words).sum()]
        return float(value), np.r_[parts, slope.sum(axis=0) + BIAS_PENALTY * beta[2:]]

    start = np.r_[0.5, 0.5, np.zeros(len(TYPES))]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def apart(known: Table, fit: Callable[[Table, NDArray[np.bool_]], Linear]) -> Array:
    """Return the log-probabilities (row, type) by models that were fitted without the row's article."""
    found = np.zeros((len(known.types), len(TYPES)))
    for fold in range(FOLDS):
        out = known.folds == fold
        slopes, biases = fit(known, ~out)
        found[out] = log_softmax(known.values[out] @ slopes + biases, axis=1)
    return found


@dataclass(frozen=True)
class Fitted:
    """The model, and the probabilities (row, type) by models that were fitted without the row's article."""

    model: Model
    probabilities: Array


def fitted(found: Sequence[Row]) -> Fitted:
    """Fit the model of types to these rows."""
    tokens = table(found, [row.tokens for row in found], LEAST_SHARE * len(found))
    words = table(found, [row.words for row in found], LEAST_WORDS)
    everything = np.ones(len(found), dtype=bool)
    by_token, by_word = apart(tokens, by_tokens), apart(words, by_words)
    probabilities = np.zeros_like(by_token)
    for fold in range(FOLDS):
        out = tokens.folds == fold
        beta = weighed(by_token[~out], by_word[~out], tokens.types[~out], tokens.weights[~out])
        probabilities[out] = softmax(beta[0] * by_token[out] + beta[1] * by_word[out] + beta[2:], axis=1)
    beta = weighed(by_token, by_word, tokens.types, tokens.weights)
    (slopes, biases), (ratios, priors) = by_tokens(tokens, everything), by_words(words, everything)
    return Fitted(
        Model(
            TYPES,
            threshold_of(found, probabilities),
            _hundredths(beta[0] * biases + beta[1] * priors + beta[2:]),
            dict(zip(tokens.names, map(_hundredths, beta[0] * slopes), strict=True)),
            dict(zip(words.names, map(_hundredths, beta[1] * ratios), strict=True)),
        ),
        probabilities,
    )


def _hundredths(odds: Array) -> list[int]:
    return [round(float(one) * 100) for one in odds]


def worth(found: Sequence[Row], probabilities: Array, threshold: float) -> tuple[float, float]:
    """Return how many of the events get a type from a probability on, and how many of these types are right."""
    first = np.array([row.weight == 1.0 for row in found])
    likeliest = probabilities.argmax(axis=1)
    given = first & (probabilities.max(axis=1) >= threshold) & (likeliest != TYPES.index(EventType.OTHER))
    right = likeliest == [TYPES.index(row.type) for row in found]
    return float(given.sum() / first.sum()), float(right[given].mean()) if given.any() else 1.0


def threshold_of(found: Sequence[Row], probabilities: Array) -> float:
    """Return the lowest probability, in hundredths, from which on all higher ones reach the goal."""
    steps = [step / 100 for step in range(50, 100)]
    short = [step for step in steps if worth(found, probabilities, step)[1] < GOAL and step <= 0.95]
    return round(max(short, default=0.49) + 0.01, 2)


def main() -> None:
    """Fit, print what the model is worth, and store it if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store the weights")
    arguments = parser.parse_args()
    found = rows()
    result = fitted(found)
    first = [i for i, row in enumerate(found) if row.weight == 1.0]
    likeliest = [TYPES[i] for i in result.probabilities.argmax(axis=1)]
    right = np.mean([likeliest[i] is found[i].type for i in first])
    print(f"{len(first)} events, {len(found)} sentences; the likeliest type is right in {right:.3f}, by article apart")
    for step in sorted({0.5, 0.6, 0.7, 0.8, 0.85, 0.9, result.model.threshold}):
        share, precision = worth(found, result.probabilities, step)
        chosen = " (chosen)" if step == result.model.threshold else ""
        print(f"probability {step:.2f}: type given to {share:.3f} of the events, right in {precision:.3f}{chosen}")
    if arguments.write:
        path = Path(english.__path__[0]) / "types.json"
        path.write_text(_stored(result.model), encoding="utf-8")
        print(path)


def _stored(model: Model) -> str:
    """Return a model as JSON, with a line for each feature."""
    head = {"types": [one.value for one in model.types], "threshold": model.threshold, "bias": model.bias}
    parts = [f' "{name}": {json.dumps(value)}' for name, value in head.items()]
    for name, weights in (("tokens", model.tokens), ("words", model.words)):
        lines = (
            f"  {json.dumps(feature, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
            for feature, row in weights.items()
        )
        parts.append(f' "{name}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
