"""The documentation: `python -m docs.generate` writes `docs/reference/`, `make docs` builds the site."""
