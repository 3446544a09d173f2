"""Cases and people by area: standardisation, models of rates, and how far they can be trusted.

Small counts are suppressed here, too.
"""
