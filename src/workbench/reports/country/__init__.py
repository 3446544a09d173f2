"""The country page: what the reports of an area come to, on one sheet."""
