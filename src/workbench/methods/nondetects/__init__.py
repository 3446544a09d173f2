"""Values below a limit: their mean, their quantiles, and what can be said of a threshold.

A non-detect is a flag and a limit, never a number that was made up.
"""
