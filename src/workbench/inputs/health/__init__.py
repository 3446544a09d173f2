"""Intake of what a health report needs beside soil: areas, people, outcomes, covariates."""
