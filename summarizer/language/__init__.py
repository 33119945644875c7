"""Code that depends on the language of the text: words, forms of names, and rules that interpret a sentence.

`registry.rules_named` returns the rules of a profile, and `detection` detects the language. `words` and `names` are
used for all languages.
"""
