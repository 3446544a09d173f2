"""What every room uses: arrays that are checked, intervals, the bootstrap.

Nothing here knows what was measured.
"""
