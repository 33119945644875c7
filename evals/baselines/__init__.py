"""Peers: other ways of making a brief, held against this library on the same model and articles."""
