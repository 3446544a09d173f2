"""What the sections of the health report stand on: linked tables, questions, judged models."""
