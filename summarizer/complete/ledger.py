"""The ledger: a line for every request to a model, failed ones too, with its tokens and its cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.complete.answers import Answer
from summarizer.complete.prices import Price, cost_of
from summarizer.schema import Attempt
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    pass


@dataclass
class Ledger:
    """Every attempt of a call, and the model and endpoint that answered last."""

    attempts: list[Attempt] = field(default_factory=list)
    answered: str | None = None
    endpoint: str | None = None

    def mark_last(self, window: int, outcome: str) -> None:
        """Correct the outcome of a window's last complete answer: it turned out not to fit."""
        for i in reversed(range(len(self.attempts))):
            if self.attempts[i].window == window and self.attempts[i].outcome == "ok":
                self.attempts[i] = self.attempts[i].model_copy(update={"outcome": outcome})
                return


def attempt_of(
    answer: Answer | None, outcome: str, endpoint: Endpoint, price: Price | None, window: int, seconds: float
) -> Attempt:
    """Return the ledger's line of an attempt, with the tokens that the answer tells and what they cost."""
    read, cached, written = (answer.read, answer.cached, answer.written) if answer else (None, None, None)
    return Attempt(
        model=(answer and answer.model) or endpoint.model,
        endpoint=endpoint.label,
        outcome=outcome,
        seconds=round(seconds, 3),
        prompt_tokens=read,
        cached_tokens=cached,
        completion_tokens=written,
        cost=cost_of(price, read, cached, written),
        window=window,
    )
