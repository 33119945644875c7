"""Output formats of a brief.

`formats.FORMATS` maps the name of each format to its function. To add a format, add its function there; the option
`--format` of `cli.brief` takes its choices from it.
"""
