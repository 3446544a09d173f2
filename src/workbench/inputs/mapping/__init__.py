"""Mappings: what the columns, words and units of a delivered file mean."""
