"""The data of the evals: cases with gold briefs, external sets, and runs."""
