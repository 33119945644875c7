"""Read articles, split them into numbered sentences, and resolve date phrases to days.

All offsets are character offsets into the original text. `files`, `fetching`, `formats` and `readers` read articles,
`legible` mends a text before anything is asked, `sentences` splits it, `text` folds and searches it, and
`dates.resolving` resolves date phrases.
"""
