"""The embedded model: its engine (llama.cpp inside this process) and its weights."""
