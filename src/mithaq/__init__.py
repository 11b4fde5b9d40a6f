"""Mithaq reads reports and keeps the register of international relations."""

from mithaq.errors import MithaqError, PackError, ReadingError, SourceError
from mithaq.model import Article, Reading
from mithaq.reader import Reader

__all__ = ["Article", "MithaqError", "PackError", "Reader", "Reading", "ReadingError", "SourceError"]
