"""What areas share with their neighbours: links, Moran's I, and models that allow for it.

Areas are the rows; links are a list of pairs.
"""
