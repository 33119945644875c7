"""English rules that let a small model do with pointing at who does what; the door is `rules.EnglishRules`.

Nothing outside of this package imports anything else of it, but `language.words` and `language.names`, whose word lists
stand in `lexicon`.
"""
