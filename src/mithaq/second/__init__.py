"""Beside the stages: a language model as a second coder, asked only on request, checked by its words, never mixed with the reader."""
