"""Stage 5: propositions into records, one file per record kind; one record per fact with all its evidence."""
