"""The commands of `python -m evals`; each module holds some of them."""
