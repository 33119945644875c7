"""Turn drafts into a brief: ground claims, unify actors, resolve dates and merge items. Pure code without I/O.

The entry point is `assembler.assemble`.
"""
