"""The words of the interface in its languages: one catalogue, numbers and dates as each language writes them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from pathlib import Path

LANGUAGES = ("ar", "en", "fr")
NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}
_RIGHT_TO_LEFT = ("ar",)
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# what parts thousands and decimals
_SEPARATORS = {"ar": ("٬", "٫"), "en": (",", "."), "fr": ("\u202f", ",")}
_NEVER = "\x00"


@functools.cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the wording of each key by language; keys are written ``section.name``.

    What many pages say stands in ``words.toml``, what a group of pages says beside it in ``words_….toml``.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("words*.toml")):
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        found = {f"{section}.{name}": wording for section, names in sections.items() for name, wording in names.items()} | found
    return found


class Words:
    """What the interface says in one language: ``words("home.title")``, ``words("home.more", n=3)``."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.direction = "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"
        # what parts things beside each other; a dot is a zero among Arabic digits
        self.dot = "، " if self.language == "ar" else " · "

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the wording of a key with its values set in.

        Raises:
            KeyError: for a key that the catalogue does not hold.
        """
        wording = catalogue()[key][self.language]
        return wording.format(**{name: self._shown(value) for name, value in values.items()}) if values else wording

    def of(self, section: str, value: object) -> str:
        """Return the wording of a value of the data (``of("kind", "meetings")``), the value itself where none is known."""
        known = catalogue().get(f"{section}.{value}")
        return known[self.language] if known else str(value).replace("_", " ")

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int | float) else str(value)

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a number in the language's digits, thousands apart, with no more decimals than it has or is asked for."""
        plain = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
        plain = plain.removesuffix(".0") if decimals is None else plain
        thousands, point = _SEPARATORS[self.language]
        return self.digits(plain.replace(",", _NEVER).replace(".", point).replace(_NEVER, thousands))

    def digits(self, text: str) -> str:
        """Return a text with the language's digits."""
        return text.translate(_ARABIC_DIGITS) if self.language == "ar" else text

    def day(self, iso: str | None) -> str:
        """Return an ISO date, cut to what is known, as the language writes it."""
        if not iso:
            return ""
        year, _, rest = iso[:10].partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
            return self.digits(iso)
        name = self(f"month.m{int(month)}")
        return self.digits(f"{int(day)} {name} {year}" if day.isdigit() else f"{name} {year}")

    def days(self, start: str | None, end: str | None) -> str:
        """Return a day or a period."""
        return " – ".join(dict.fromkeys(self.day(one) for one in (start, end) if one))


def language_of(asked: str | None, cookie: str | None, accepted: str) -> str:
    """Return the interface language: the one asked for, else the cookie's, else the first the browser accepts, else English."""
    for wanted in (asked, cookie, *_accepted(accepted)):
        if wanted in LANGUAGES:
            return str(wanted)
    return "en"


def _accepted(header: str) -> Sequence[str]:
    """Return the languages of an Accept-Language header, the most wanted first, without their regions."""
    weighed = []
    for part in header.split(",")[:20]:
        name, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), name.split("-")[0].lower()))
        except ValueError:
            continue
    return [name for _, name in sorted(weighed, key=lambda one: one[0])]
