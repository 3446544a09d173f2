"""Every number of every report as it was recorded, and the comparison with what is made now."""
