"""Pages of long lists."""

from __future__ import annotations

import msgspec

SIZE, MOST = 50, 200


class Paging(msgspec.Struct, frozen=True):
    """Which page of a list is shown; pages count from 1. ``more`` says that there are more rows than were counted."""

    number: int
    size: int
    total: int
    more: bool = False

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-(self.total + self.more) // self.size))

    @property
    def first(self) -> int:
        """The number of this page's first row, counted from 1; 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of this page's last row."""
        return min(self.offset + self.size, self.total)

    @property
    def near(self) -> list[int]:
        """The pages to offer: the first, the last, and those around this one."""
        around = range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)
        return sorted({1, *around, self.pages})
