"""`python -m summarizer` is the command line."""

from summarizer.cli import main

main()
