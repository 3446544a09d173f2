"""One store of fictional countries: the same sites, soils, people and laws in all reports.

Each module holds a subject and the truth behind its numbers; `python -m examples` writes the store
that the package ships. Every draw depends on the seed, the country and what is drawn alone, so that
a change to one subject leaves the numbers of the others as they were.
"""
