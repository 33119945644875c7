"""The embedded model: its engine (llama.cpp in this process) and its weights."""
