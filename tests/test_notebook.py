"""The example notebook runs in a real kernel, against an endpoint on loopback in place of the model."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.testing import ScriptedEndpoint, answer
from tests.samples import DRAFT, ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")


def test_the_example_notebook_shows_pages_and_errors(tmp_path: Path) -> None:
    notebook = nbformat.read(ROOT / "docs" / "notebook.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert not [cell for cell in notebook.cells if cell.get("outputs")], "it is kept without outputs"
    with ScriptedEndpoint([answer(DRAFT)] * 2) as endpoint:
        settings = {"SUMMARIZER_BASE_URL": endpoint.base_url, "SUMMARIZER_MODEL": "stand-in"}
        paths = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path)}
        client = nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}})
        client.execute(env={**os.environ, **settings, **paths})
    shown = [
        output["data"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "execute_result"
    ]
    page, result, error, _ = shown
    for data in (page, result):
        assert data["text/html"].startswith("<iframe ")
        assert "Reyes" in data["text/markdown"]
    assert "too-short has no brief: ArticleTooShortError" in error["text/html"]
    assert (tmp_path / "brief.html").read_text("utf-8").startswith("<!DOCTYPE html>")
