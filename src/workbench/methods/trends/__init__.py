"""Trends within sites: from samples to values of sites, and from these to evidence of a change."""
