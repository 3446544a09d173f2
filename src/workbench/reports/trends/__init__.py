"""Monitoring trends: whether contaminants rise or fall in the soil, and if that can be told."""
