"""One article or ten million: sessions, many articles at once, the checkpoint, further processes, batches, clusters."""
