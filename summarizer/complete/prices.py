"""Prices: US dollars per million tokens, by model.

A small table of list prices of 2025 (openai.com/api/pricing). What is not in it has no known price, which is null and
never 0. `Settings.prices` adds to it or replaces it, for prices that have changed, models that are not in it and
servers of your own: {"my-model": [2.0, 0.5, 8.0]} for tokens read, read from the server's cache, written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Price = tuple[float, float, float]
"""Dollars per million tokens read, read from the server's cache, written."""

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
    """Return a model's price, None if it is not known; a dated version ("gpt-4.1-2025-04-14") costs as the model."""
    known = {**PRICES, **(prices or {})}
    return known.get(model) or known.get(re.sub(r"-(?:\d{4}-\d\d-\d\d|\d{4,8}|latest)$", "", model))


def cost_of(price: Price | None, read: int | None, cached: int | None, written: int | None) -> float | None:
    """Return the dollars of so many tokens; null where the price or the tokens are not known."""
    if price is None or read is None or written is None:
        return None
    fresh = read - min(cached or 0, read)
    return (fresh * price[0] + (read - fresh) * price[1] + written * price[2]) / 1e6
