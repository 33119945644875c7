"""Records about a brief rather than its article: what is doubtful in it, how it was made, how much was read.

They are part of the public schema; import them from `summarizer.schema`. `Record` is the base of all of its records.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError, to_json

from summarizer.vocabulary import Reader

NOT_IN_EVIDENCE = "no cited sentence has it"
"""The reason for a doubt about what is in no piece of the evidence."""

_SURROGATE = re.compile("[\\ud800-\\udfff]")


def without_surrogates(text: str) -> str:
    """Return the text with U+FFFD in place of lone surrogates, which cannot be encoded. Its length stays the same."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


class Record(BaseModel):
    """A record of the schema: it does not change, and has no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_dump_json(self, **options: Any) -> str:
        """Return the model as JSON; with replacement characters, if a quote or title has a lone surrogate."""
        try:
            return super().model_dump_json(**options)
        except PydanticSerializationError:
            indent = options.pop("indent", None)
            return to_json(_encodable(self.model_dump(**options)), indent=indent).decode()


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list | tuple) else value


class Doubt(Record):
    """A part of an event or a commitment that its evidence does not support, or contradicts."""

    field: str = Field(description="the field that it is about, for example 'summary', 'agents' or 'due'")
    claimed: str = Field(description="what the model claimed: a name, a number, a phrase, 'negation'")
    reason: str = Field(description="what is wrong with it; a copied field that code finds wrong is null in the item")
    reader: Reader = Field(Reader.CODE, description="who found it: code, or `model` in the verification")


def missing_everywhere(fields: dict[str, Any]) -> tuple[Doubt, ...]:
    """Return the doubts of a claim that lists none: the parts that are missing in every piece of its evidence."""
    missing = [evidence.support.missing for evidence in fields.get("evidence", ())]
    parts = [part for part in missing[0] if all(part in others for others in missing)] if missing else []
    field = "action" if "action" in fields else "summary"
    return tuple(Doubt(field=field, claimed=part, reason=NOT_IN_EVIDENCE) for part in parts)


class Attempt(Record):
    """One request to a model, an entry of the ledger. Token counts are null if the server did not report them."""

    model: str = Field(description="name of the model")
    endpoint: str | None = Field(None, description="'embedded' or the base URL, without credentials")
    outcome: str = Field(
        description="'ok', 'cached', 'invalid', 'truncated', 'refused', 'cancelled' or the name of the error"
    )
    seconds: float = Field(description="duration, in seconds")
    prompt_tokens: int | None = Field(None, description="tokens of the prompt")
    cached_tokens: int | None = Field(None, description="tokens of the prompt that the server read from its cache")
    completion_tokens: int | None = Field(None, description="tokens of the answer")
    cost: float | None = Field(None, description="US dollars; null if the price is unknown")
    window: int = Field(0, description="index of the window in the article; the verification's count on after the last")


class Verification(Record):
    """How the claims were verified: by further requests that showed a model each claim with its sentences alone."""

    prompt: str = Field(description="name and version of the prompt template")
    prompt_hash: str = Field(description="SHA-256 of the prompt template, 16 hex digits")
    schema_hash: str = Field(description="SHA-256 of the draft schema, 16 hex digits")
    claims_planned: int = Field(
        description="number of claims to verify: events, commitments, headline, parts of the summary"
    )
    claims_done: int = Field(description="number of those that were verified; the others are as they were before")
    failures: tuple[str, ...] = Field((), description="names of the errors of the requests that failed")


class Provenance(Record):
    """How a brief was made: enough to reproduce it and to distinguish it from others."""

    article_hash: str = Field(description="SHA-256 of the text, the same as in `Brief.article`")
    model_requested: str = Field(description="name of the model that was asked")
    model_answered: str = Field(description="name of the model that answered, as the server reports it")
    endpoint: str = Field(description="'embedded' or the base URL, without credentials")
    prompt: str = Field(description="name of the prompt template")
    prompt_version: str = Field(description="version of the prompt template")
    prompt_hash: str = Field(description="SHA-256 of the prompt template, 16 hex digits")
    schema_hash: str = Field(description="SHA-256 of the draft schema, 16 hex digits")
    library_version: str = Field(description="version of this library")
    profile: str = Field(description="name of the profile")
    started: datetime = Field(description="time before the first request, in UTC")
    finished: datetime = Field(description="time after the last answer, in UTC")
    attempts: tuple[Attempt, ...] = Field((), description="the ledger: every request for this article")
    verification: Verification | None = Field(
        None, description="how the claims were verified; null: not verified, as the setting `verify` was off"
    )


class Coverage(Record):
    """How much of the article was read, in windows."""

    windows_done: int = Field(description="number of windows that were read")
    windows_planned: int = Field(description="number of windows of the article")
    failures: tuple[str, ...] = Field((), description="names of the errors of the windows that failed")

    @property
    def share(self) -> float:
        """Windows done divided by windows planned, 0 to 1."""
        return self.windows_done / self.windows_planned if self.windows_planned else 0.0
