"""Stage 2: an article's text into the folded view, sentences and tokens; Arabic word forms."""
