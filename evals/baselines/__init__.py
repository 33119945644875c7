"""Peers: other ways to make a brief, compared with this library on the same model and articles."""
