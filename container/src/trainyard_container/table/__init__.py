"""CSV text to columns of cells: what each cell and each column is."""
