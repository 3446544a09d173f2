"""A file of three substances at 8 sites in three years, and what its mapping says of it."""

LEVELS = {"lead": 40.0, "cadmium": 500.0, "zinc": 80.0}  # mg/kg, but for cadmium: µg/kg
SUBSTANCES = {
    "lead": {"substance": "Pb", "unit": "mg/kg"},
    "cadmium": {"substance": "Cd", "unit": "µg/kg"},
    "zinc": {"substance": "Zn", "unit": "mg/kg"},
}
CONSTANTS = {
    "iso3": "XAA",
    "matrix": "soil",
    "layer": "0-20 cm",
    "basis": "dry",
    "fraction": "aqua_regia",
    "source_type": "diffuse",
    "land_use": "agricultural",
}


def samples(lead):
    """Give 8 sites in three years; `lead` is what the last year has more of it."""
    rows = ["plot,sample,date,lead,cadmium,zinc"]
    for place, year in enumerate((2005, 2012, 2019)):
        for site in range(8):
            scatter = 1 + 0.02 * ((site * 3 + place) % 5)
            found = {name: level * scatter for name, level in LEVELS.items()}
            found["lead"] *= lead if year == 2019 else 1.0
            cells = ",".join(f"{value:.3f}" for value in found.values())
            rows.append(f"P{site},P{site}-{year},{year}-06-01,{cells}")
    return "\n".join(rows) + "\n"
