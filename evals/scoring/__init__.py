"""Score briefs: align their items with gold, count matches, and compute intervals."""
