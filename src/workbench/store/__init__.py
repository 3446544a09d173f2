"""What a store holds: its tables and their columns, each declared once."""
