"""Survey gaps: what a country lacks in monitoring and regulation, and how far INSOP is."""
