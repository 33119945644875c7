"""Count what recordings of a model cost where nobody counted tokens, such as those made by relay.

`python -m evals.studies.tokens FOLDER…` prints, for each folder of cassettes, the mean of an article: characters of the
messages that all requests share (a server can cache them), of the others, of the schema, and of the answers; and the
same in tokens of four characters, a rough estimate that is the same for all folders.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table

from evals.recording.cassettes import exchanges

CHARACTERS_PER_TOKEN = 4

PARTS = ("shared", "article", "schema", "answer")


def lengths(cassette: Path) -> dict[str, int]:
    """Return the characters of each part of an article's requests and answers."""
    counted = dict.fromkeys(PARTS, 0)
    for request, response in exchanges(cassette):
        *shared, last = request["messages"]
        counted["shared"] += sum(len(message["content"]) for message in shared)
        counted["article"] += len(last["content"])
        counted["schema"] += len(json.dumps(request.get("response_format"), separators=(",", ":")))
        counted["answer"] += len(response["choices"][0]["message"]["content"] or "")
    return counted


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    table = Table("cassettes", "articles", *(f"{part}, tokens" for part in PARTS))
    for folder in map(Path, folders):
        counted = [lengths(path) for path in sorted(folder.glob("*.yaml"))]
        cells = (f"{mean(one[part] for one in counted) / CHARACTERS_PER_TOKEN:,.0f}" for part in PARTS)
        table.add_row(folder.name, str(len(counted)), *cells)
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
