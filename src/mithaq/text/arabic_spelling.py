"""Spelling of Arabic words from a phonemic notation: seats of hamza, doubled letters, weak endings.

Notation: letters as written; ``ء`` any hamza; ``a i u`` short and ``A I U`` long vowels; ``W`` the connecting
hamza; ``Y`` final alif maqsura; ``O`` the plural ending وا. Sources: written from the grammar (Wright, Ryding).
"""

from __future__ import annotations

_STRENGTH = {"i": 3, "I": 3, "u": 2, "U": 2, "O": 2, "a": 1, "A": 1}
_FINAL_SEAT = {"i": "ئ", "I": "ء", "u": "ؤ", "a": "أ", "A": "ء", "U": "ء"}
_INITIAL_SEAT = {"i": "إ", "I": "إ", "A": "آ"}
_LONG = {"W": "ا", "I": "ي", "U": "و", "O": "وا", "Y": "ى"}


def spell(sounds: str) -> str:
    """Return the unvocalised spelling of ``sounds``."""
    written: list[str] = []
    index = 0
    while index < len(sounds):
        sound = sounds[index]
        if sound in "aiu":
            index += 1
            continue
        if sound == "A":
            if not (written and written[-1] == "آ" and sounds[index - 1] == "ء"):
                written.append("ا")
        elif sound in _LONG:
            written.append(_LONG[sound])
        else:
            written.append(_seat(sounds, index) if sound == "ء" else sound)
            if sounds[index + 1 : index + 2] == sound:
                index += 1
        index += 1
    return "".join(written)


def _seat(sounds: str, index: int) -> str:
    """Return how the hamza at ``index`` is written, by the vowels around it."""
    before = sounds[index - 1] if index else ""
    after = sounds[index + 1] if index + 1 < len(sounds) else ""
    if index == 0:
        return _INITIAL_SEAT.get(after, "أ")
    if before == "W":
        return "ئ"
    if index == len(sounds) - 1 or (index == len(sounds) - 2 and after in "aiu"):
        return _FINAL_SEAT.get(before, "ء")
    if before in "AU" and after in ("a", "A"):
        return "ء"
    if before in ("I", "ي"):
        return "ئ"
    strongest = max(_STRENGTH.get(before, 0), _STRENGTH.get(after, 0))
    if strongest >= 2:
        return "ئ" if strongest == 3 else "ؤ"
    return "آ" if after == "A" else "أ"
