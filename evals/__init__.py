"""The eval suite: gold briefs, the scorer, and statistics over articles. See `evals/README.md`."""
