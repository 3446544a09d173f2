"""Laws, standards and procedures: their thresholds, and which one applies to a soil."""
