"""Prices: of a model as it is named, and what a call costs by them."""

from __future__ import annotations

import pytest

from summarizer.complete.prices import cost_of, price_of


def test_a_price_is_that_of_the_model_or_unknown() -> None:
    assert price_of("gpt-4.1-2025-04-14") == price_of("gpt-4.1")
    assert price_of("gpt-4.1-mini") != price_of("gpt-4.1")
    assert price_of("gpt-4.1-vision-pro") is None
    assert price_of("mine", {"mine": (1.0, 0.5, 2.0)}) == (1.0, 0.5, 2.0)


def test_a_cost_counts_cached_tokens_apart_and_is_null_where_unknown() -> None:
    price = (2.0, 0.5, 8.0)
    assert cost_of(price, 1_000_000, 400_000, 500_000) == pytest.approx(1.2 + 0.2 + 4.0)
    assert cost_of(None, 10, 0, 10) is None
    assert cost_of(price, None, None, 5) is None
