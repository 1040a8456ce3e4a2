"""What the generated derivatives cost, against the same written by hand: ``python -m benchmarks``."""
