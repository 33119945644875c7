# make brief   print a brief of an article, by the embedded model (its weights are downloaded once), and write its page
# make test    run linters, type checks, layer checks and all tests that need no network, weights, browser or cluster
# make test-ray  run the tests for clusters on a local Ray cluster (half a gigabyte, downloaded once)
# make test-browser  test the pages in a real browser (CHROMIUM=path, or chromium on the path)
# make test-wheel  install the wheel into an empty environment and walk through the eval suite as the docs say
# make stress  send 10,000 random faults to the client: each call must end in a brief or a typed error, with a true ledger
# make eval    replay and score the recordings, also the peer's, check the floors, write evals/report/index.html
# make docs    build the documentation site in build/docs: links are checked, warnings are errors
# make bench   measure throughput (also of bare instructor and langextract), memory, start-up and size: 15 minutes on an idle machine
# make record  record stale or missing answers of the embedded model (some 15 seconds per article; can be interrupted)
# make test-local  test with the real embedded engine and the small weights (93 MB, downloaded once)
# make lint    run linters, type checks and layer checks
# make format  repair what the linter can repair, and format the code
# make fuzz    play many random inputs and answers for ten minutes, guided by coverage where atheris has a wheel
# make lock    write uv.lock anew after a change of the dependencies in pyproject.toml (UPGRADE=--upgrade: newest versions)
# make audit   look up known vulnerabilities of the locked versions at osv.dev
# make clean   remove the virtual environment, builds and caches
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/pip install --quiet --disable-pip-version-check
# The lock is the same whatever index the settings of uv name.
UV      := env UV_DEFAULT_INDEX=https://pypi.org/simple $(BIN)/uv --no-config --no-python-downloads
ARTICLE ?= evals/articles/jaishankar.txt
TESTERS ?= $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')
# The model is named so that a key or an endpoint in your environment is not used instead.
MODEL   ?= qwen2.5-coder-1.5b
# The brief as a page, with the article beside it.
PAGE    ?= build/brief.html
# The date and headline of the default article. For another ARTICLE, set PUBLISHED and TITLE, or neither.
ifeq ($(ARTICLE),evals/articles/jaishankar.txt)
PUBLISHED ?= 2026-01-29
TITLE     ?= Jaishankar to visit US next week
endif

.PHONY: help brief test pytest test-local test-ray test-wheel test-browser stress docs bench eval record lint format clean fuzz lock audit
help:
	@sed -n 's/^# make/make/p' Makefile

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

# The tool that reads the lock.
$(VENV)/.uv: uv.txt | $(BIN)/python
	$(PIP) --require-hashes --only-binary :all: --requirement uv.txt
	@touch $@

# One stamp file per extra: what the lock has for it, then the project itself. pip downloads from the index that it is set
# up for, whichever that is, and accepts those files alone whose hashes the lock has.
$(VENV)/.%: uv.lock pyproject.toml | $(VENV)/.uv
	@$(UV) export --quiet --locked --offline --python $(BIN)/python --extra $* --group build --no-emit-project \
	  --output-file $(VENV)/$*.txt >/dev/null || \
	  { echo "uv.lock is not that of pyproject.toml: run 'make lock'" >&2; exit 1; }
	$(PIP) --require-hashes --requirement $(VENV)/$*.txt
	$(PIP) --no-deps --no-index --no-build-isolation --editable .
	@touch $@

# UPGRADE=--upgrade takes the newest versions that pyproject.toml allows.
lock: | $(VENV)/.uv
	$(UV) lock $(UPGRADE)
	$(UV) export --quiet --frozen --only-group lock --no-header --output-file uv.txt >/dev/null

# uv ends with 1 if there are advisories, and with 2 if it could not ask.
audit: | $(VENV)/.uv
	@$(UV) audit --frozen --preview-features audit-command || { code=$$?; [ $$code -eq 1 ] || \
	  echo 'NOTHING WAS AUDITED, see above. The advisories are those of https://api.osv.dev, which must be reachable.' >&2; \
	  exit $$code; }

brief: $(VENV)/.local
	@$(BIN)/summarizer model pull $(MODEL) >/dev/null
	@env -u SUMMARIZER_BASE_URL $(BIN)/summarizer brief '$(ARTICLE)' --model $(MODEL) $(if $(PUBLISHED),--published '$(PUBLISHED)') $(if $(TITLE),--title '$(TITLE)') --page '$(PAGE)'

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/.dev
	@$(MAKE) --no-print-directory --jobs=2 lint pytest

# A process more than there are cores, because some tests wait for timeouts and servers; a module's tests stay in one,
# which then plays its recordings once. Bytecode is written in any case: without it, every process compiles everything.
pytest: $(VENV)/.dev
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

# Test the whole path with the real engine and the small weights (93 MB, downloaded once).
test-local: $(VENV)/.dev $(VENV)/.local
	$(BIN)/pytest -m local

# Several processes use a server on loopback; the tests kill some of them.
test-ray: $(VENV)/.dev $(VENV)/.ray
	$(BIN)/pytest -m ray

# The dependencies come from the package index.
test-wheel: $(VENV)/.dev
	$(BIN)/pytest -m wheel

eval: $(VENV)/.dev
	$(BIN)/python -m evals everything

record: $(VENV)/.dev $(VENV)/.local
	$(BIN)/python -m evals record
	$(BIN)/python -m evals record --peer

test-browser: $(VENV)/.dev $(VENV)/.browser
	$(BIN)/pytest -m browser -rs

# Run 10,000 random scripts of faults against a real server on loopback.
stress: $(VENV)/.dev
	$(BIN)/python -m tests.stress

fuzz: $(VENV)/.dev $(if $(filter Linux,$(shell uname)),$(VENV)/.fuzz)
	FUZZ_EXAMPLES=1000 $(BIN)/pytest tests/test_any_input.py
	$(BIN)/python -m tests.fuzz

bench: $(VENV)/.dev $(VENV)/.bench
	$(BIN)/python -m evals.bench run

docs: $(VENV)/.docs
	$(BIN)/python -m docs.generate
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env -c docs . build/docs
	@echo build/docs/index.html

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
