"""The ledger: one entry per request to a model, failed requests included, with its tokens and cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.complete.answers import Answer
from summarizer.complete.prices import Price, cost_of
from summarizer.schema import Attempt
from summarizer.settings import Endpoint


@dataclass
class Ledger:
    """All attempts for one article, in order, and the model and endpoint that answered last."""

    attempts: list[Attempt] = field(default_factory=list)
    answered: str | None = None
    endpoint: str | None = None

    def mark_last(self, number: int, outcome: str) -> None:
        """Change the outcome of a request's last attempt with outcome 'ok': its answer turned out not to fit."""
        for i in reversed(range(len(self.attempts))):
            if self.attempts[i].window == number and self.attempts[i].outcome == "ok":
                self.attempts[i] = self.attempts[i].model_copy(update={"outcome": outcome})
                return


def attempt_of(
    answer: Answer | None, outcome: str, endpoint: Endpoint, price: Price | None, number: int, seconds: float
) -> Attempt:
    """Return the ledger entry of an attempt, with the tokens that the answer reports and their cost.

    `answer` is None if there was no response. `number` is that of the request, `seconds` how long the attempt took.
    """
    prompt_tokens, cached_tokens, completion_tokens = (
        (answer.prompt_tokens, answer.cached_tokens, answer.completion_tokens) if answer else (None, None, None)
    )
    return Attempt(
        model=(answer and answer.model) or endpoint.model,
        endpoint=endpoint.label,
        outcome=outcome,
        seconds=round(seconds, 3),
        prompt_tokens=prompt_tokens,
        cached_tokens=cached_tokens,
        completion_tokens=completion_tokens,
        cost=cost_of(price, prompt_tokens, cached_tokens, completion_tokens),
        window=number,
    )
