"""Checks of a pack beyond its schema: spelling, tables, forms and phrases found again, patterns, examples, coverage; a new pack begun."""

from mithaq.packcheck.begin import begin_pack
from mithaq.packcheck.check import Report, check_files, check_pack
from mithaq.packcheck.coverage import FrameCoverage
from mithaq.packcheck.examples import example_faults

__all__ = ["FrameCoverage", "Report", "begin_pack", "check_files", "check_pack", "example_faults"]
