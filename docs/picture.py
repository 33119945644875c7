"""Take the picture of a brief's page that README shows: `python -m docs.picture` (needs the extra `browser`).

The brief is the one that README quotes, from its recording.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from evals.commands.shared import subject_of
from evals.data.cases import load_cases
from evals.recording.replaying import replay_all
from evals.reporting.readme import SHOWN
from summarizer.schema import Brief
from summarizer.settings import load_settings

PICTURE = Path(__file__).parent / "page.png"
COLOURS = 64
"""Of the palette: enough for text on tinted ground, and a third of the size."""


def shown() -> Brief:
    """Return the brief that README quotes."""
    settings = load_settings(model=load_settings().embedded_model)
    _, run = replay_all([case for case in load_cases() if case.id == SHOWN], subject_of(settings, peer=False))
    brief = run.outcomes[SHOWN]
    assert isinstance(brief, Brief)
    return brief


def main() -> None:
    """Write the picture: an event is chosen, and its evidence is marked."""
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 700}, reduced_motion="reduce")
        page.set_content(shown().to_html())
        page.eval_on_selector(".filters", "element => { element.open = false }")
        page.click("#e1 .ref")
        taken = page.screenshot()
        browser.close()
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS).save(PICTURE, optimize=True)
    print(f"{PICTURE}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
