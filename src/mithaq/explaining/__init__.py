"""Why a record was read: propositions and shared tables as trees of operators over acts."""
