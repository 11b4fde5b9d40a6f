"""When and where: dates with their precision and basis, places with their country."""

from __future__ import annotations

from typing import Literal

import msgspec

from mithaq.model.span import Evidence

Precision = Literal["day", "month", "year", "range", "before", "after", "unknown"]
Basis = Literal["explicit", "relative", "inferred", "none"]


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A point or period of time.

    ``start`` and ``end`` are ISO 8601 dates cut to what is known: ``2025-04-03``, ``2025-04`` or ``2025``.
    ``basis`` says whether the report states the date, gives it relative to its own publication, or it was
    inferred.
    """

    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    basis: Basis = "none"
    evidence: Evidence | None = None


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place the report names. ``country`` is ISO 3166-1 alpha-3; coordinates are WGS 84 degrees."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Literal["site", "city", "region", "country"] = "city"
    labels: dict[str, str] = {}
    evidence: Evidence | None = None
