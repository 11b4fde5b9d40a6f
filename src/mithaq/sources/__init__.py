"""Stage 1: files, pages, feeds and archives into articles."""
