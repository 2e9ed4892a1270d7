"""Plumbing between SageMaker's container contract and one algorithm."""
