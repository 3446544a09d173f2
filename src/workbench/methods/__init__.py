"""Statistics: arrays and frames in, numbers out."""
