"""Stage 6: the readings of many reports into one merged, followed, searchable record."""
