"""From drafts to a brief: claims are grounded, actors unified, dates resolved, items merged; pure, without I/O.

`assembler.assemble` is the door.
"""
