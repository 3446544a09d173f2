"""The Member States of the European Union, in which its directives apply."""

MEMBERS = frozenset(
    (
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST"),
        *("FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX"),
        *("LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
    )
)
"""ISO 3166-1 alpha-3 codes of the 27 states since 1 February 2020."""


def in_region(iso3: str, region: str) -> bool:
    """Whether a country is the one a row is for, or a member of the Union where that says EU.

    Examples
    --------
    >>> in_region("FIN", "EU"), in_region("NOR", "EU"), in_region("NLD", "NLD")
    (True, False, True)
    """
    return iso3 == region or (region == "EU" and iso3 in MEMBERS)
