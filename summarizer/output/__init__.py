"""A brief as people and tools see it; each module is one format.

`formats.FORMATS` lists them by the name that the command line gives: a new format is a function there.
"""
