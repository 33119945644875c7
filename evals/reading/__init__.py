"""Reading briefs as an editor: files for readers, and the shares of their verdicts.

F1 is lenient: a statement with the wrong agent can still be aligned. So briefs are also read, by somebody who sees
neither gold nor code, and each line gets one verdict (`verdicts.VERDICTS`).
"""
