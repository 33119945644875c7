"""From characters to numbered sentences, and from date phrases to days; offsets always point into the given text.

`inputs` and `files` give articles, `sentences` cuts them, `text` folds and finds, `dates.resolving` resolves dates.
"""
