"""Measurements: from the rows of a delivered file to values of the store."""
