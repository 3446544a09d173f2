"""Report on soil contaminants and health outcomes by area: models, grades and limits."""
