"""Scores: items of gold and brief are aligned, counted, and given intervals."""
