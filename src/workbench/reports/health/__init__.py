"""Report on soil contaminants and health outcomes by area: ladder of models, grade, limits."""
