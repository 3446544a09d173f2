"""Arithmetic of maps: projections, frames and shapes as numbers; nothing is drawn here."""
