"""Trends of monitored sites: from samples to one value a site and round, a test, a size, evidence.

`judging.judge` takes a series the whole way; the other modules are its steps, in their order.
"""
