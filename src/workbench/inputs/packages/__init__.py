"""Data packages: what a store or the thresholds are exported as, and taken in from."""
