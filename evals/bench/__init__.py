"""Benchmarks of throughput, memory and start-up time. Run them with `make bench`."""
