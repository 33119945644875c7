"""Rules and words of English. `language.registry` returns its two entry points.

`rules.EnglishRules` reads events, commitments and actors from the sentences that a small model has only sorted;
`wording.EnglishWording`, with the package `checks`, compares claims with sentences. Nothing else of this package is
imported from outside, but the word lists of `lexicon`, by `language.words` and `language.names`.
"""
