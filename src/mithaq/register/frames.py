"""Answers as frames: what has rows converts to pandas and to Polars, with its columns also where it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    import pandas
    import polars


class Framed:
    """An answer with rows. ``columns`` are their names, ``wholes`` and ``numbers`` those that hold integers and fractions; the others hold text."""

    __slots__ = ()
    columns: ClassVar[tuple[str, ...]] = ()
    wholes: ClassVar[tuple[str, ...]] = ()
    numbers: ClassVar[tuple[str, ...]] = ()

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat row per thing."""
        raise NotImplementedError

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a pandas frame; pandas must be installed."""
        import pandas

        return pandas.DataFrame(self.rows(), columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a Polars frame; polars must be installed."""
        import polars

        types = dict.fromkeys(self.wholes, polars.Int64) | dict.fromkeys(self.numbers, polars.Float64)
        return polars.DataFrame(self.rows(), schema={name: types.get(name, polars.String) for name in self.columns})
