"""Code that depends on the language of the text: words, forms of names, and rules that interpret a sentence.

`registry.rules_named` returns the rules of a profile, `registry.wording_of` how claims are compared with sentences of a
language, and `detection` detects the language. `words`, `names` and `naming` are used for all languages.
"""
