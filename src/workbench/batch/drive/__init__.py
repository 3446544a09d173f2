"""Many pages: which are due, who makes them, and what is recorded of it."""
