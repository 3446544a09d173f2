"""Health and contamination of soil: scores, indices, targets and risk to people.

The constants stand in the vocabulary, each with its source.
"""
