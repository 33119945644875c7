"""Calls of the tests of many articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from summarizer import Result, summarize_many
from tests.servers.faults import FaultServer


def many(endpoint: FaultServer, given: Any, **arguments: Any) -> list[Result]:
    return list(summarize_many(given, base_url=endpoint.base_url, model="m", **arguments))


def drain(results: Iterator[Result], into: list[Result]) -> None:
    for result in results:
        into.append(result)


def ids(results: list[Result]) -> list[str]:
    return [result.id for result in results]
