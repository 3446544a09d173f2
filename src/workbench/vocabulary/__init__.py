"""The words of the field: substances, units, places, thresholds."""
