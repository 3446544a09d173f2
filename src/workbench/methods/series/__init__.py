"""Tests and slopes of series of values, as other software offers them, beside the trends of sites.

`trends` judges a network; a method here takes one series, or blocks of them, and stands by itself.
"""
