"""A reading as one self-contained HTML page: the report beside its records, evidence underlined in lanes."""

from __future__ import annotations

import itertools
from html import escape

from mithaq.model import Evidence, Reading
from mithaq.model.reading import RECORD_FIELDS

_COLOURS = dict(zip(RECORD_FIELDS, ("#1f6feb", "#2da44e", "#8250df", "#bf3989", "#bc4c00", "#6e7781", "#0a7ea4", "#cf222e"), strict=True))
_LANE_PX = 3

_STYLE = """
body{margin:0;font:17px/2.3 "Noto Naskh Arabic","Amiri","Segoe UI",Tahoma,sans-serif;color:#1f2328;background:#fff}
main{display:grid;grid-template-columns:3fr 2fr;gap:2rem;max-width:80rem;margin:auto;padding:1rem}
#text{white-space:pre-wrap}#text span{background-repeat:no-repeat;cursor:pointer}#text span.lit{background-color:#fff3b0}
ol{list-style:none;padding:0;margin:0;font-size:15px;line-height:1.6;max-height:96vh;overflow:auto;position:sticky;top:0}
li{border-inline-start:4px solid;padding:.2rem .6rem;margin:.3rem 0;cursor:pointer}li.lit{background:#fff3b0}
li:focus{outline:2px solid #1f6feb}small{color:#59636e}@media(max-width:50rem){main{grid-template-columns:1fr}}
"""
_SCRIPT = """
const lit=ids=>{document.querySelectorAll('.lit').forEach(e=>e.classList.remove('lit'));
document.querySelectorAll('[data-r]').forEach(e=>{if(e.dataset.r.split(' ').some(r=>ids.includes(r)))e.classList.add('lit')})};
const go=e=>{const t=e.target.closest('[data-r]');if(t)lit(t.dataset.r.split(' '))};
document.addEventListener('click',go);document.addEventListener('keydown',e=>{if(e.key==='Enter')go(e)});
"""


def reading_page(reading: Reading, *, direction: str = "rtl") -> str:
    """Return the page. Text of the report is escaped: it is data, never markup."""
    title = escape(reading.article.title or reading.article.id or "Mithaq")
    language = escape(reading.article.language or "")
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><main><section id=\"text\">{_marked(reading)}</section>"
        f"<ol>{''.join(_entries(reading))}</ol></main><script>{_SCRIPT}</script></body></html>"
    )


def _spans(reading: Reading) -> list[tuple[int, int, str, str]]:
    """Return (start, end, kind, record id) of all evidence."""
    found = []
    for kind in RECORD_FIELDS:
        for record in getattr(reading, kind):
            listed: list[Evidence] = [record.content] if kind == "statements" else record.evidence
            found += [(e.start, e.end, kind, record.id) for e in listed]
    return found


def _marked(reading: Reading) -> str:
    """Return the text cut at every border of evidence, one inline span a piece, one lane a kind."""
    text, spans = reading.article.text, _spans(reading)
    borders = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    pieces = []
    for start, end in itertools.pairwise(borders):
        over = [s for s in spans if s[0] <= start and end <= s[1]]
        words = escape(text[start:end])
        if not over:
            pieces.append(words)
            continue
        ids = " ".join(dict.fromkeys(s[3] for s in over))
        pieces.append(f'<span data-r="{ids}" style="{_lanes({s[2] for s in over})}">{words}</span>')
    return "".join(pieces)


def _lanes(kinds: set[str]) -> str:
    """Return the background that underlines a piece once for each record kind over it."""
    lanes = [kind for kind in RECORD_FIELDS if kind in kinds]
    images = ",".join(f"linear-gradient({_COLOURS[k]},{_COLOURS[k]})" for k in lanes)
    places = ",".join(f"0 calc(100% - {n * (_LANE_PX + 1)}px)" for n in range(len(lanes)))
    return f"background-image:{images};background-size:100% {_LANE_PX}px;background-position:{places}"


def _entries(reading: Reading) -> list[str]:
    """Return the list items of the records."""
    names = {actor.id: f"{actor.name} ({actor.code})" for actor in reading.actors}
    items = []
    for kind in RECORD_FIELDS:
        for record in getattr(reading, kind):
            parts = [f"<b>{kind[:-1] if kind != 'deliveries' else 'delivery'}</b> {escape(str(getattr(record, 'type', '') or getattr(record, 'post', '') or ''))}"]
            for field in ("speaker", "person", "member", "participants", "parties", "obligors", "provider", "actor", "beneficiaries", "recipient"):
                value = getattr(record, field, None)
                listed: list[str] = value if isinstance(value, list) else [value] if value else []
                if listed:
                    parts.append(f"<small>{field}:</small> <bdi>{escape('، '.join(names.get(v, v) for v in listed))}</bdi>")
            parts.append(f"<small>{escape(record.rule)} · {record.actuality}</small>")
            items.append(f'<li tabindex="0" data-r="{record.id}" style="border-color:{_COLOURS[kind]}">{"<br>".join(parts)}</li>')
    return items
