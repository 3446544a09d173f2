"""Country reports on soil pollution, from measurements to a page that can be traced back."""

__version__ = "0.1.0"
