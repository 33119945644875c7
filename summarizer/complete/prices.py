"""Prices: US dollars per million tokens, by model.

A small table of list prices of 2025 (openai.com/api/pricing). The price of any other model is unknown, which is None
and never 0. `Settings.prices` adds entries or replaces them, for changed prices, other models and your own servers:
{"my-model": [2.0, 0.5, 8.0]} for prompt tokens, prompt tokens from the server's cache, and completion tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Price = tuple[float, float, float]
"""US dollars per million prompt tokens, prompt tokens from the server's cache, and completion tokens."""

PRICES: Mapping[str, Price] = {
    "gpt-4.1-nano": (0.10, 0.025, 0.40),
    "gpt-4.1-mini": (0.40, 0.10, 1.60),
    "gpt-4.1": (2.00, 0.50, 8.00),
    "gpt-4o-mini": (0.15, 0.075, 0.60),
    "gpt-4o": (2.50, 1.25, 10.00),
    "gpt-5-nano": (0.05, 0.005, 0.40),
    "gpt-5-mini": (0.25, 0.025, 2.00),
    "gpt-5": (1.25, 0.125, 10.00),
    "o3": (2.00, 0.50, 8.00),
    "o4-mini": (1.10, 0.275, 4.40),
}


def price_of(model: str, prices: Mapping[str, Price] | None = None) -> Price | None:
    """Return the price of a model, or None if it is unknown. `prices` wins over `PRICES`.

    A dated version ("gpt-4.1-2025-04-14") has the price of its model.
    """
    known = {**PRICES, **(prices or {})}
    return known.get(model) or known.get(re.sub(r"-(?:\d{4}-\d\d-\d\d|\d{4,8}|latest)$", "", model))


def cost_of(
    price: Price | None, prompt_tokens: int | None, cached_tokens: int | None, completion_tokens: int | None
) -> float | None:
    """Return the cost of tokens in US dollars, or None if the price or a token count is unknown.

    `cached_tokens` is the part of `prompt_tokens` that came from the server's cache.
    """
    if price is None or prompt_tokens is None or completion_tokens is None:
        return None
    uncached = prompt_tokens - min(cached_tokens or 0, prompt_tokens)
    return (uncached * price[0] + (prompt_tokens - uncached) * price[1] + completion_tokens * price[2]) / 1e6
