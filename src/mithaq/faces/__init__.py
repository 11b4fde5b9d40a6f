"""Stage 8: faces, thin: parse input, call the library, render."""
