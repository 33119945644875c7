"""The eval suite: gold briefs, the scorer, and statistics over articles; `summarizer_evals` in the wheel."""
