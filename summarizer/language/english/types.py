"""The type of an event: what the main verb says without doubt, else what a linear model is sure of.

The model reads the likeliest tokens that the embedded model tells of a sentence, as `selection` does, and the stems of the
sentence's words. Both are weighed for each of the 17 types; the weights stand in `types.json`, fitted by
`python -m evals.studies.types` on the articles of the selection. A type is given only from a probability on at which it
was right in nine of ten sentences of articles that were not fitted. That is about one sentence in ten; the others are
`other`. Words alone are never that sure, so that without the tokens only the verb counts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from operator import add, mul

from summarizer.claims import KindClaim
from summarizer.language.english import events
from summarizer.language.english.events import Reading
from summarizer.language.english.selection import LEAST_TOKENS, token_features
from summarizer.language.words import content_words
from summarizer.schema import EventType


@dataclass(frozen=True)
class Model:
    """Weights of each type by feature, in the order of `types`, in hundredths of log-odds.

    The features are tokens and words, see `features`. A type is given from the probability `threshold` on.
    """

    types: Sequence[EventType]
    threshold: float
    bias: Sequence[int]
    tokens: Mapping[str, Sequence[int]]
    words: Mapping[str, Sequence[int]]

    @cached_property
    def _by_type(self) -> Sequence[Sequence[float]]:
        """The weights of the tokens by type. Nearly every sentence has most tokens, and sums of columns are quick."""
        return [tuple(map(float, column)) for column in zip(*self.tokens.values(), strict=True)]

    def probabilities(self, tokens: Mapping[str, float], words: Iterable[str]) -> dict[EventType, float]:
        """Return how likely each type is for a sentence with these features."""
        values = [tokens.get(token, 0.0) for token in self.tokens]
        odds: list[float] = [
            bias + sum(map(mul, values, weights)) for bias, weights in zip(self.bias, self._by_type, strict=True)
        ]
        for word in words:
            if word in self.words:
                odds = list(map(add, odds, self.words[word]))
        highest = max(odds)
        total = sum(shares := [math.exp((one - highest) / 100) for one in odds])
        return {kind: share / total for kind, share in zip(self.types, shares, strict=True)}


@cache
def model() -> Model:
    """Return the stored model."""
    file = resources.files("summarizer.language.english") / "types.json"
    stored = json.loads(file.read_text(encoding="utf-8"))
    return Model(**{**stored, "types": [EventType(name) for name in stored["types"]]})


def features(reading: Reading, kind: KindClaim) -> tuple[dict[str, float], list[str]]:
    """Return how likely each token is (see `token_features`), and the stems of a sentence: "close", "verb close"."""
    told = reading.parsed.told
    verb = content_words(told.group)[-1:] if told else ()
    return token_features(kind.likely), [
        *dict.fromkeys(content_words(reading.text)),
        *(f"verb {word}" for word in verb),
    ]


_BY_PHONE = re.compile(
    r"\b(?:tele)?phone|\b(?:video|conference) (?:call|link)|\bon a call\b|\bvirtual(?:ly)?\b", re.IGNORECASE
)


def type_of(reading: Reading, kind: KindClaim | None) -> EventType:
    """Return the type of the event that a sentence reports, `other` if it is not sure. `kind` is the model's answer.

    What is told to be a call is not called a meeting, although calls are of that type: a reader takes it for false.
    """
    found = _type_of(reading, kind)
    return EventType.OTHER if found is EventType.MEETING and _BY_PHONE.search(reading.text) else found


def _type_of(reading: Reading, kind: KindClaim | None) -> EventType:
    by_verb = events.type_of(reading)
    if by_verb is not EventType.OTHER or kind is None or len(kind.likely) < LEAST_TOKENS:
        return by_verb
    likely = model().probabilities(*features(reading, kind))
    best = max(likely, key=lambda one: likely[one])
    return best if likely[best] >= model().threshold else EventType.OTHER
