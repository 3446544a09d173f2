"""How things look and read."""
