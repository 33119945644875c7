"""Runs over one article or millions: sessions, checkpoints, worker processes, provider batches and clusters."""
