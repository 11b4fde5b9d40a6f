"""Stage 3: language packs. The data (shared/, ar/ …), its schema, loader, compiler and checks."""
