"""Date phrases of news prose and the days that they mean.

`resolving` is the door: `resolve` a phrase, `find` the phrases of a sentence.
"""
