"""Find date phrases in news text and resolve them to days.

`resolving` is the entry point: `resolve` resolves a phrase, and `find` finds the phrases of a sentence.
"""
