"""What depends on the language of the text: words, the forms of names, and the rules that read a sentence.

`registry.rules_named` gives the rules of a profile, `detection` tells the language; `words` and `names` serve every
language.
"""
