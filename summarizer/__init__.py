"""summarizer."""
