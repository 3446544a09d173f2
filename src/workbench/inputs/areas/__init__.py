"""Areas, their borders and people, and which samples lie in them."""
