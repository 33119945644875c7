"""English rules that let a small model do with saying what kind of sentence it reads; the door is `rules.EnglishRules`.

Nothing outside of this package imports anything else of it, but `language.words` and `language.names`, whose word lists
stand in `lexicon`.
"""
