"""What of a claim its sentences do not say: one module for each kind of check.

`grounding.support` and `doubts` put them together. All but the comparison of numbers in digits, of names and of copied
fields are checks of English, and say nothing of other languages.
"""
