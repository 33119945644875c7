# make brief   print the brief of an article with the embedded model (fetched once)
# make test    linters, types, layers, all tests: no network and no weights needed
# make test-ray  the tests of many machines, on a cluster of Ray on this one (half a gigabyte, fetched once)
# make stress  10,000 random faults of an endpoint: each call ends in a brief or a typed error, with a true ledger
# make eval    replay the recordings, the peer's too, score them, hold them against the floors, write evals/report/index.html
# make bench   throughput beside bare instructor and langextract, memory, start-up: a quarter of an hour, on a quiet machine
# make record  ask the embedded model again for what is stale or missing (a minute or two an article; may be interrupted)
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
ARTICLE ?= evals/articles/jaishankar.txt
# Named, so that a key or an endpoint of yours in the environment does not answer instead.
MODEL   ?= qwen2.5-coder-1.5b
# The default article's own date and headline; give yours, or none, along with ARTICLE=.
ifeq ($(ARTICLE),evals/articles/jaishankar.txt)
PUBLISHED ?= 2026-01-29
TITLE     ?= Jaishankar to visit US next week
endif

.PHONY: help brief test test-local test-ray stress bench eval record lint format clean
help:
	@sed -n 's/^# //p' Makefile

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

# A stamp for each set of dependencies: pip runs again only when pyproject.toml has changed.
$(VENV)/.local: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[local]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.ray: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[ray]'
	@touch $@

brief: $(VENV)/.local
	@$(BIN)/summarizer model pull $(MODEL) >/dev/null
	@env -u SUMMARIZER_BASE_URL $(BIN)/summarizer brief '$(ARTICLE)' --model $(MODEL) $(if $(PUBLISHED),--published '$(PUBLISHED)') $(if $(TITLE),--title '$(TITLE)')

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest

# The real engine with the small weights (93 MB, fetched once), through the whole path.
test-local: $(VENV)/.dev $(VENV)/.local
	$(BIN)/pytest -m local

# Several processes against a server on loopback; some of them are killed.
test-ray: $(VENV)/.dev $(VENV)/.ray
	$(BIN)/pytest -m ray

eval: $(VENV)/.dev
	$(BIN)/python -m evals run
	$(BIN)/python -m evals run --peer
	$(BIN)/python -m evals report qwen2.5-coder-1.5b-verbatim qwen2.5-coder-1.5b
	$(BIN)/python -m evals gate

record: $(VENV)/.dev $(VENV)/.local
	$(BIN)/python -m evals record
	$(BIN)/python -m evals record --peer

# 10,000 random scripts of faults against a real server on loopback.
stress: $(VENV)/.dev
	$(BIN)/python -m tests.stress

$(VENV)/.bench: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: $(VENV)/.dev $(VENV)/.bench
	$(BIN)/python -m evals.bench run

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
