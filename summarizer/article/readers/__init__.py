"""Readers: from the bytes of a document to articles, one module per format.

`registry.py` chooses the reader by what the bytes are (`kinds.py`). Heavy parsers belong to the extra `readers` and are
imported where they are used. Every failure is an error of this library.
"""
