"""Benchmarks: throughput, memory, start-up; `make bench` runs them."""
