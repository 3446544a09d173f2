"""Delivered files and databases, read as text with the line of each row."""
