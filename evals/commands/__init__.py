"""The commands of `python -m evals`."""
