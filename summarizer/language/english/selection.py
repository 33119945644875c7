"""Which sentences report an event: a logistic model over the kind that the language model takes a sentence for, and some
thirty features that can be read off a page.

An embedded model tells the probabilities of hundreds of tokens beside the letter of the kind. Most mean nothing as an
answer, but together they tell what the model makes of the sentence, as a probe of its hidden state would. A second
logistic model reads them, and the odds of both are weighed.

The weights stand in `selection.json`, fitted by `python -m evals.studies.selection` on annotated articles that are none
of the suite's cases, and cross-validated by article. Each feature is a number between 0 and about 1, so that a weight
says how much it counts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

from summarizer.article.dates.resolving import find
from summarizer.article.text import fold
from summarizer.claims import KindClaim, SentenceKind
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import SAYING
from summarizer.language.words import content_words, names, numbers
from summarizer.pace import steps
from summarizer.schema import Granularity

_KINDS = (
    (SentenceKind.HAPPENING, SentenceKind.PLAN),
    *((kind,) for kind in SentenceKind if kind not in (SentenceKind.HAPPENING, SentenceKind.PLAN)),
)
"""Kinds with a weight of their own. So few sentences are surely plans to a small model that theirs would be chance."""

LEAST_TOKENS = 200
"""Number of likeliest tokens from which on they are read. Only the model that they are fitted to is asked for so many."""

_PAST = re.compile(
    r"\w+ed$|(?:was|were|did|went|made|took|held|met|began|came|left|won|lost|gave|sent|led|got|became|shot|fell|rose|told|said)\b"
)
_PERFECT = re.compile(r"(?:has|have|had)\b")
_FUTURE = re.compile(
    r"(?:will|shall|(?:is|are) (?:\w+ )?(?:to|set|due|expected|scheduled|planning|going)|plans?|intends?)\b"
)
_MODAL = re.compile(r"(?:would|could|should|may|might|can|must)")
_COPULA = re.compile(r"(?:is|are|was|were|remains?)(?: (?:not|a|an|the|also|still|very))?\s*(?:\w+)?$")
TRAILING_SAYING = re.compile(rf"(?:,|[”\"])\s*(?:[\w.’' -]{{2,60}}?\s)?{SAYING}\b[^,]{{0,60}}[.”\"]?\s*$")


def features(
    readings: Sequence[Reading], kinds: Mapping[int, KindClaim], title: str | None, published: date | None
) -> list[dict[str, float]]:
    """Return the features of each sentence; `kinds` are those that the model takes them for, by number."""
    headline, seen = set(content_words(title or "")), set[str]()
    found = []
    for reading in steps(readings):
        named = names(f"- {reading.text}")
        found.append(_features(reading, kinds, headline, named, seen, published, len(readings)))
        seen |= set(named)
    return found


def _features(
    reading: Reading, kinds: Mapping[int, KindClaim], headline: set[str], named: Sequence[str], seen: set[str],
    published: date | None, count: int,
) -> dict[str, float]:  # fmt: skip
    text, number = reading.text, reading.sentence.number
    bare, told = reading.bare, reading.parsed.told
    group = fold(told.group) if told else ""
    subject = fold(told.subject) if told else ""
    dates = [phrase.when for phrase in find(text, published) if phrase.when.start]
    flags = {
        "opens_with_quote": text[:1] in '“"',
        "main_verb_says": reading.parsed.saying,
        "reports_clause": reading.parsed.content is not None,
        "ends_with_attribution": bool(TRAILING_SAYING.search(text)),
        "has_date": bool(dates),
        "has_day": any(when.granularity is Granularity.DAY for when in dates),
        "past": bool(_PAST.match(group)),
        "perfect": bool(_PERFECT.match(group)),
        "future": bool(_FUTURE.match(group)),
        "modal": bool(_MODAL.match(group)),
        "copula": bool(_COPULA.match(group)) and not re.search(r"(?:ed|ing|en)$", group),
        "progressive": group.endswith("ing"),
        "passive": told is not None and told.is_passive,
        "first_person": bool(re.search(r"\b(?:I|we|our|my|us|me)\b", text, re.IGNORECASE)),
        "second_person": bool(re.search(r"\byour?\b", text, re.IGNORECASE)),
        "among_first_three": number <= 3,
        "subject_is_pronoun": bool(re.match(r"(?:he|she|it|they|we|i|this|that|these|those|there)\b", subject)),
        "no_predicate": told is None,
        "conditional": bool(re.search(r"\b(?:if|whether|unless)\b", bare)),
        "bullet": reading.sentence.text[:1] in "-•*·",
    }
    shares = kind.shares if (kind := kinds.get(number)) else {}
    return {
        **{
            f"kind_{'_or_'.join(one.name.lower() for one in kinds)}": sum(shares.get(one, 0.0) for one in kinds)
            for kinds in _KINDS
        },
        **{name: float(flag) for name, flag in flags.items()},
        "quoted_share": 1 - len(bare.replace(" ", "")) / max(1, len(text.replace(" ", ""))),
        "names": min(len(named), 5) / 5,
        "numbers": min(len(numbers(text)), 3) / 3,
        "position": number / max(count, 1),
        "title_words": len(headline & set(content_words(text))) / max(1, len(headline)),
        "names_seen_before": len(set(named) & seen) / 3,
        "length": math.log(max(1, len(text.split()))) / 3,
    }


@cache
def model() -> dict[str, dict[str, float]]:
    """Return the weights by model and feature, with "bias" and "threshold".

    "event" and "main" weigh the features, "tokens" the likeliest tokens, and "both" the odds of "event" and "tokens".
    """
    file = resources.files("summarizer.language.english") / "selection.json"
    weights: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return weights


def score(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the log-odds that a sentence of these features is what the weights tell."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in values.items())


def token_features(likely: Mapping[str, float]) -> dict[str, float]:
    """Return how much likelier than the last of the likeliest tokens each one is, in tens of its logarithm."""
    least = min(likely.values(), default=0.0)
    return {token: (logarithm - least) / 10 for token, logarithm in likely.items()}


def event_odds(values: Mapping[str, float], kind: KindClaim | None) -> float:
    """Return the log-odds that a sentence reports an event, by its features and by what the model tells of it."""
    weights = model()
    page, both = score(values, weights["event"]), weights["both"]
    if kind is None or len(kind.likely) < LEAST_TOKENS:
        return page
    tokens = score(token_features(kind.likely), weights["tokens"])
    return both["bias"] + both["page"] * page + both["tokens"] * tokens
