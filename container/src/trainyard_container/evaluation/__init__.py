"""How good a model is: what evaluation.json says."""
