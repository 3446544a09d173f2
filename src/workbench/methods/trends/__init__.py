"""Change over time: what is one series, its sampling rounds, tests and slopes.

Each site is compared with itself; what few rounds cannot tell is not told.
"""
