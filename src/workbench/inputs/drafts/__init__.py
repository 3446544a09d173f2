"""Drafts: a first mapping of an unknown file."""
