"""Finds and repairs the damage in scraped, syndicated and machine-spun news copy."""

__version__ = "0.1.0"
