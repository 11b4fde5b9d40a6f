"""Annotators for languages whose subject stands before the verb: phrases, verb groups, propositions."""
