"""What a person reads, by language: messages about rows, numbers by kind, prose of notebooks."""
