"""Lengths: what to do if a request or its answer is longer than the model or the server allows.

Servers count the room that is reserved for the answer (`max_tokens`) as part of the request. So less room may be
enough; whether it is, the numbers in their messages tell. If it is not, only a smaller window helps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.errors import ContextLengthError, TruncatedAnswerError

TRUNCATION_RETRY_FACTOR = 2
"""Factor by which the token limit is raised when a truncated answer is requested again."""

MIN_ROOM_SHARE = 8
"""The least room for an answer that is worth a request, as a divisor of the planned one."""

RESERVE_TOKENS = 16
"""Tokens that stay free between prompt and answer, because servers count the tokens of the chat format differently."""

_N = r"(\d[\d,]*)"

_LIMIT = (
    rf"(?:maximum context length|context length of only|available context size|model'?s context length|"
    rf"configured context size|maximum prompt length|model token limit|n_ctx)\W*(?:is|of|tokens?)?\W*{_N}",
    rf"> {_N}(?: maximum|,? decrease)?",
    rf"maximum number of tokens allowed \({_N}\)",
    rf"(?:exceeds the limit of|must be <=|must have less than|cannot exceed|model with) {_N}",
    rf"Limit {_N}",
)
_PROMPT = (
    rf"{_N} (?:in|of) (?:the |your )?(?:messages|prompt|text input)",
    rf"{_N} (?:text )?input tokens|{_N} tokens from the input|{_N} `inputs` tokens",
    rf"prompt (?:is too long: |contains (?:at least )?|has |token count of )?{_N}",
    rf"resulted in {_N}|input token count \({_N}\)|request \({_N} tokens\)|The input \({_N} tokens\)",
    rf"request contains {_N}|keep the first {_N}|n_keep: {_N}|received {_N}|exceed context limit: {_N} \+",
    rf"requested: {_N}|tokens\. Given: {_N}$",
)
_ANSWER = (
    rf"at most {_N} (?:completion|output) tokens",
    rf"max(?:_completion|_output)?_tokens: \d+ > {_N}",
    rf"range of max\w*_tokens (?:is|should be) \[\d+, ?{_N}\]",
    rf"max\w*_tokens`? must be less than or equal to `?{_N}",
    rf"max\w*_tokens.{{0,40}} limited to {_N}",
)

OVERFLOW = (
    r"maximum (?:context|prompt) length|context[ _](?:length|size|window)s?\b.{0,60}(?:exceed|not enough|overflow)|"
    r"exceeds?.{0,60}context[ _](?:length|size|window|limit)|longer than the model'?s context|"
    r"(?:prompt|input)(?: \(\d+ tokens\))? is too long|too large for model with|exceeds the maximum number of tokens|"
    r"context length of only|greater than the context length|model token limit|configured context size|"
    r"prompt too long|prompt token count of \d+ exceeds|too many tokens|reduce (?:the length of|your prompt|your "
    r"message)|`inputs` (?:tokens \+|must have less than)|request too large|range of input length|"
    r"max\w*_tokens\W.{0,60}(?:too large|must be less|limited to|range|> \d+)|range of max\w*_tokens"
)
"""Messages about a request that is too long, or about more room for its answer than the server gives."""


def overflow_error(message: str, numbers: Mapping[str, int], model: str) -> ContextLengthError:
    """Return the error for a server's message about the length of a request, and the numbers that its body has."""
    limit = numbers.get("n_ctx") or _first(_LIMIT, message)
    prompt = numbers.get("n_prompt_tokens") or _first(_PROMPT, message)
    answer = _first(_ANSWER, message)
    room = answer
    if answer is None and limit is not None and prompt is not None:
        room = limit - prompt - RESERVE_TOKENS
        if re.search(r"contains at least", message):
            # vLLM stops counting the prompt where the room for the answer begins, so the true room is not known.
            room //= 2
    told = [f"its limit is {limit:,} tokens" if limit else "", f"the request has {prompt:,}" if prompt else ""]
    if answer is not None:
        told = [f"its answers have at most {answer:,} tokens"]
    details = " and ".join(filter(None, told)) or "the server does not name its limit"
    return ContextLengthError(f"the request is too long for {model}: {details}", limit=limit, prompt=prompt, room=room)


def _first(patterns: tuple[str, ...], message: str) -> int | None:
    for pattern in patterns:
        if found := re.search(pattern, message, re.IGNORECASE):
            return int(next(filter(None, found.groups())).replace(",", ""))
    return None


class Room:
    """The number of tokens that an answer may have, as it changes with the failures of one request.

    `tokens` is that number for the next request.
    """

    def __init__(self, planned: int) -> None:
        self.tokens = self._planned = planned
        self._was_truncated = self._was_reduced = False

    def change(self, error: TruncatedAnswerError | ContextLengthError) -> None:
        """Change the room after a failure. Raise the error to report if another room cannot help."""
        if isinstance(error, TruncatedAnswerError):
            if self._was_reduced:
                # The context is too small for prompt and answer together, which a smaller window mends.
                raise ContextLengthError(f"{error.message}, and the model has no room for more") from error
            if self._was_truncated:
                raise error
            self._was_truncated, self.tokens = True, TRUNCATION_RETRY_FACTOR * self._planned
            return
        least = self._planned + 1 if self._was_truncated else max(1, self._planned // MIN_ROOM_SHARE)
        if error.room is None or not least <= error.room < self.tokens:
            raise error
        self._was_reduced, self.tokens = True, error.room
