"""Columns of cells to the matrix that a model sees."""
