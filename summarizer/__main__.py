"""`python -m summarizer` is the command line."""

from summarizer.cli.main import main

main()
