"""Stage 7: readings into other formats, one file each."""
