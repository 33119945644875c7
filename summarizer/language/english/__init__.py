"""What is known of English. `language.registry` opens its two doors.

`rules.EnglishRules` let a small model do with saying what kind of sentence it reads; `wording.EnglishWording`, with the
package `checks`, compares claims with sentences. Nothing else of this package is imported from outside, but the word
lists of `lexicon`, by `language.words` and `language.names`.
"""
