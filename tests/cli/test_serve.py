"""The command `serve`: what it needs, and says if that is not there."""

from __future__ import annotations

import sys

import pytest

from summarizer.cli.serve import MODULES, serve
from summarizer.errors import MissingExtraError


@pytest.mark.parametrize("module", MODULES)
def test_a_module_that_is_not_installed_is_an_error_that_names_the_extra(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)  # as Python marks a module that cannot be imported
    with pytest.raises(MissingExtraError, match=module) as caught:
        serve()
    assert "'service'" in caught.value.hint
