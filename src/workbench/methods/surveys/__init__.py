"""Answers of countries and laboratories: shares of a frame, gaps, changes, agreement.

A missing answer is neither yes nor no, and widens the bounds.
"""
