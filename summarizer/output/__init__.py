"""Output formats of a brief.

`formats.FORMATS` maps the name of each format, as the command line has it, to its function. To add a format, add a
function there.
"""
