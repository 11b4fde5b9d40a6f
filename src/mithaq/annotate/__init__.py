"""Stage 4: sentences and a pack into mentions, dates, quotations and propositions."""
