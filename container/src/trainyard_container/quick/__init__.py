"""CSV straight to the matrix a model sees, by machine code; what is not plain is left to others."""
