"""Soil health and contamination: indicators, curves, targets, backgrounds and toxicity."""
