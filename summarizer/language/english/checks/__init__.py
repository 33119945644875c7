"""Checks of claims by the grammar of English sentences: one module for each kind of check.

`lookup.EnglishLookup` compares a statement with sentences, `article.EnglishChecks` the claims about an article with its
sentences. `wording.EnglishWording` is the door to both.
"""
