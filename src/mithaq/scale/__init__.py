"""Beside the stages: the same reader over many reports on all cores of one machine, or on many machines."""
