"""The reports, one folder each; none knows another."""
