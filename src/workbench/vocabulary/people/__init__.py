"""Words of health: outcomes, standard populations and biomarkers with their guidance values."""
