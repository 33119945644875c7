"""Read articles, split them into numbered sentences, and resolve date phrases to days.

All offsets are character offsets into the original text. `inputs`, `files` and `formats` read articles, `sentences`
splits them, `text` folds and searches text, and `dates.resolving` resolves date phrases.
"""
