"""Output formats of a brief.

`formats.FORMATS` maps the name of each format to its function. To add a format, add its function there, and its
name to `Format` in `cli.brief`. Before anything is shown, `neutral` makes it harmless.
"""
