"""Trees as flat arrays."""
