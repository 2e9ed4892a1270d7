"""The part you change: one module per algorithm."""
