"""What a corpus tells of its sites: read once, kept as a sample of each host, merged, and written as a profile."""
