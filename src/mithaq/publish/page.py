"""Readings as one self-contained HTML page: each report beside its records, evidence underlined in lanes."""

from __future__ import annotations

import base64
import hashlib
import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from mithaq.model import Actor, Evidence, Reading, Record, When
from mithaq.model.reading import RECORD_FIELDS

_LABELS = dict(
    zip(
        RECORD_FIELDS,
        ("Statement", "Meeting", "Agreement", "Commitment", "Delivery", "Office", "Membership", "Event"),
        strict=True,
    )
)
# what a record is, then who and what it is about, in the order a reader asks
_TYPES = ("type", "mode", "kind", "post", "form", "medium", "stage", "status", "role")
_SILENT = ("unspecified", "in_office")
_ROLES = (
    "speaker", "person", "member", "participants", "persons", "parties", "obligors", "provider", "actor",
    "beneficiaries", "recipient", "organisation", "polity", "host", "claimed_by",
)  # fmt: skip
_SPANS = ("cue", "condition")
_DATES = ("date", "deadline", "made_on", "since", "until")
_MAX_LANES = 6

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ground:#f4f2ed;--ink:#1d1d1b;--soft:#5f5c55;--line:#dedad1;--tint:#ffe9a8;
--statements:#1d63c9;--meetings:#1e7f43;--agreements:#7440c4;--commitments:#b3307c;--deliveries:#a8500b;
--offices:#64605a;--memberships:#0b7490;--events:#c2262f;--step:5px}
@media(prefers-color-scheme:dark){:root{--paper:#1d1e21;--ground:#131416;--ink:#e9e6df;--soft:#a5a199;--line:#37383d;--tint:#5b4a12;
--statements:#7db1ff;--meetings:#62cf8a;--agreements:#bc97ff;--commitments:#f58cc4;--deliveries:#f0a35e;
--offices:#b9b4aa;--memberships:#5fc9e4;--events:#ff8a86}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic",Tahoma,sans-serif}
ul,ol{list-style:none;margin:0;padding:0}
.report{display:grid;grid-template-columns:minmax(0,3fr) minmax(19rem,2fr);gap:2rem;max-width:84rem;margin:0 auto;padding:2rem 1.5rem;align-items:start}
.report+.report{border-top:1px solid var(--line)}
article{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:2.2rem 2.6rem;
font-family:"Noto Naskh Arabic","Amiri","Geeza Pro","Sakkal Majalla","Traditional Arabic","Noto Serif",Georgia,serif}
header{margin-bottom:1.4rem;padding-bottom:1rem;border-bottom:1px solid var(--line)}
h1{margin:0 0 .4rem;font-size:1.8rem;line-height:1.5}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;color:var(--soft);font:13px/1.6 system-ui,"Segoe UI","Noto Sans Arabic",Tahoma,sans-serif;overflow-wrap:anywhere}
.text{font-size:1.3rem;overflow-wrap:break-word}
.text p{margin:0 0 .9em;line-height:calc(1.75em + var(--n)*var(--step) + 4px);white-space:pre-wrap}
mark{color:inherit;background:no-repeat;background-size:100% 3px;padding-block:0 calc((var(--n) - 1)*var(--step) + 3px);cursor:pointer;
-webkit-box-decoration-break:slice;box-decoration-break:slice}
mark:hover{background-color:color-mix(in srgb,var(--tint) 45%,transparent)}
mark.lit{background-color:var(--tint)}
mark,.record{scroll-margin-block:2rem}
mark:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid var(--statements);outline-offset:2px}
aside{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto;scrollbar-width:thin;padding:2px 4px}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin-bottom:.8rem;color:var(--soft);font-size:13px}
.legend li::before{content:"";display:inline-block;width:1.1em;height:3px;margin-inline-end:.4em;vertical-align:middle;background:var(--c)}
.record{display:block;width:100%;margin:0 0 .6rem;padding:.65rem .9rem;text-align:start;font:inherit;font-size:14px;color:inherit;cursor:pointer;
background:var(--paper);border:1px solid var(--line);border-inline-start:4px solid var(--c);border-radius:6px}
.record:hover{border-color:var(--c)}
.record.lit{background:color-mix(in srgb,var(--tint) 55%,var(--paper));border-color:var(--c)}
.record>span{display:block}
.top{margin-bottom:.25rem}
.kind{font-weight:650;color:var(--c)}
.sort{color:var(--soft)}
.real{float:inline-end;padding:0 .5em;border:1px solid var(--line);border-radius:1em;font-size:12px;color:var(--soft)}
.record>.row{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.5rem;align-items:baseline}
.label,.origin{color:var(--soft);font-size:12.5px}
.who{display:block}
code{font:12px ui-monospace,"DejaVu Sans Mono",Consolas,monospace;color:var(--soft)}
.record>.quote{margin:.35rem 0 .15rem;padding-top:.35rem;border-top:1px dotted var(--line);overflow:hidden;
display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;font-family:"Noto Naskh Arabic","Amiri","Geeza Pro",Georgia,serif;font-size:15px;line-height:1.75}
.record.lit>.quote{-webkit-line-clamp:none;display:block}
.origin{font-family:ui-monospace,"DejaVu Sans Mono",Consolas,monospace;font-size:11.5px}
.none,.issues{color:var(--soft);font-size:13px}
.issues ul{padding:.3rem 0 0 1rem}
@media(max-width:56rem){.report{grid-template-columns:minmax(0,1fr);padding:1rem}article{padding:1.2rem}aside{position:static;max-height:none}}
@media print{body{background:none}.report{display:block}aside{position:static;max-height:none}mark,.record{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
_SCRIPT = """
(() => {
  const all = [...document.querySelectorAll('[data-r]')];
  const refs = e => e.dataset.r.split(' ');
  const isCard = e => e.matches('.record');
  let chosen = null;
  const light = from => {
    chosen = from === chosen ? null : from;
    const want = new Set(chosen ? refs(chosen) : []);
    for (const e of all) {
      const lit = refs(e).some(r => want.has(r));
      e.classList.toggle('lit', lit);
      if (isCard(e)) e.setAttribute('aria-pressed', lit);
    }
    const other = chosen && all.find(e => e.classList.contains('lit') && isCard(e) !== isCard(chosen));
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (other) other.scrollIntoView({block: 'nearest', behavior: calm ? 'auto' : 'smooth'});
  };
  const step = (from, by) => {
    const cards = [...from.closest('ol').querySelectorAll('.record')];
    cards[cards.indexOf(from) + by]?.focus();
  };
  document.addEventListener('click', event => {
    const target = event.target.closest('[data-r]');
    if (target) light(target);
  });
  document.addEventListener('keydown', event => {
    const target = event.target.closest('[data-r]');
    if (event.key === 'Escape' && chosen) light(chosen);
    else if (!target) return;
    else if (isCard(target) && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      step(target, event.key === 'ArrowDown' ? 1 : -1);
    } else if (!isCard(target) && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      light(target);
    }
  });
})();
"""


@dataclass(frozen=True)
class _Mark:
    """Evidence of one record. ``start`` and ``end`` are code points of the report, half-open; lanes count from 0."""

    start: int
    end: int
    kind: str
    ref: str
    lane: int = 0


def reading_page(reading: Reading, *, direction: str | None = None) -> str:
    """Return the page of one reading."""
    return readings_page([reading], direction=direction)


def readings_page(readings: Sequence[Reading], *, direction: str | None = None) -> str:
    """Return one page that shows each report beside its records.

    Text of a report is escaped: it is data, never markup. The page loads nothing and refers to nothing outside.

    Args:
        direction: ``rtl`` or ``ltr`` for all reports; told by each report's letters if left out.
    """
    title = escape(_title(readings[0]) if len(readings) == 1 else f"{len(readings)} reports")
    reports = "".join(_report(reading, number, direction) for number, reading in enumerate(readings))
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{title} · Mithaq</title><style>{_STYLE}</style></head>\n"
        f"<body><main>{reports}</main><script>{_SCRIPT}</script></body></html>\n"
    )


def _title(reading: Reading) -> str:
    """Return what a report is called."""
    return reading.article.title or reading.article.id or "Report"


def _report(reading: Reading, number: int, direction: str | None) -> str:
    """Return one report with its records; ``number`` keeps its ids apart from those of other reports."""
    article = reading.article
    way = direction or _direction(article.text)
    language = f' lang="{escape(article.language)}"' if article.language else ""
    cards = list(_cards(reading, number))
    records = f"<ol>{''.join(cards)}</ol>" if cards else '<p class="none">No record was read from this report.</p>'
    return (
        f'<section class="report" dir="{way}"><article{language} dir="{way}">{_head(reading)}'
        f'<div class="text">{"".join(_paragraphs(reading, number))}</div></article>'
        f'<aside dir="ltr" aria-label="Records">{_legend(reading)}{records}{_issues(reading)}</aside></section>\n'
    )


def _direction(text: str) -> str:
    """Return ``rtl`` or ``ltr``: the direction of most letters."""
    counts = [unicodedata.bidirectional(character) for character in text]
    return "rtl" if sum(c in ("R", "AL") for c in counts) >= counts.count("L") else "ltr"


def _head(reading: Reading) -> str:
    """Return the heading of a report: title, publisher, date, address; nothing the text itself begins with."""
    article = reading.article
    when = article.published
    parts = [article.publisher, f"{when.start}{' (inferred)' if when.basis == 'inferred' else ''}" if when else None]
    facts = "".join(f"<li><bdi>{escape(part)}</bdi></li>" for part in parts if part)
    facts += f'<li><bdi dir="ltr">{escape(article.url)}</bdi></li>' if article.url else ""
    shown = article.title and not article.text.lstrip().startswith(article.title)
    title = f'<h1 dir="auto">{escape(article.title or "")}</h1>' if shown else ""
    return f'<header>{title}<ul class="facts">{facts}</ul></header>' if title or facts else ""


def _marks(reading: Reading, number: int) -> list[_Mark]:
    """Return all evidence in reading order, each in the first lane that is free over its whole length.

    Records of one kind on the same words share a lane; what finds no free lane goes into the last.
    """
    found = [
        _Mark(evidence.start, evidence.end, kind, f"{number}-{kind}-{n}")
        for kind in RECORD_FIELDS
        for n, record in enumerate(getattr(reading, kind))
        for evidence in _proof(kind, record)
        if evidence.start < evidence.end
    ]
    ends = [0] * _MAX_LANES
    lanes: dict[tuple[int, int, str], int] = {}
    for key in sorted({(m.start, m.end, m.kind) for m in found}, key=lambda k: (k[0], -k[1], k[2])):
        lane = next((n for n, end in enumerate(ends) if end <= key[0]), _MAX_LANES - 1)
        lanes[key], ends[lane] = lane, max(ends[lane], key[1])
    return [_Mark(m.start, m.end, m.kind, m.ref, lanes[m.start, m.end, m.kind]) for m in found]


def _proof(kind: str, record: Record) -> list[Evidence]:
    """Return the words to underline for a record."""
    content: Evidence | None = getattr(record, "content", None) if kind == "statements" else None
    return [content] if content is not None else record.evidence


def _paragraphs(reading: Reading, number: int) -> Iterator[str]:
    """Yield the lines of a report as paragraphs, each tall enough for the lanes under its words."""
    text, marks, start = reading.article.text, _marks(reading, number), 0
    seen: set[str] = set()
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [m for m in marks if m.start < end and start < m.end]
            lanes = 1 + max((m.lane for m in here), default=0)
            yield f'<p dir="auto" style="--n:{lanes}">{"".join(_pieces(text, start, end, here, lanes, seen))}</p>'
        start = end + 1


def _pieces(text: str, start: int, end: int, marks: list[_Mark], lanes: int, seen: set[str]) -> Iterator[str]:
    """Yield a line cut at every border of evidence, each piece an inline element so that letters stay joined.

    The first piece of a record takes the keyboard's focus; ``seen`` holds the records that had theirs.
    """
    inside = {border for m in marks for border in (m.start, m.end) if start < border < end}
    for first, last in itertools.pairwise([start, *sorted(inside), end]):
        over = [m for m in marks if m.start <= first and last <= m.end]
        words = escape(text[first:last])
        if not over:
            yield words
            continue
        refs = list(dict.fromkeys(m.ref for m in over))
        focus = "" if seen.issuperset(refs) else ' tabindex="0" role="button"'
        seen.update(refs)
        yield f'<mark data-r="{" ".join(refs)}"{focus} style="{_underlines(over, lanes)}">{words}</mark>'


def _underlines(over: list[_Mark], lanes: int) -> str:
    """Return the style that draws one line for each lane in use, lane 0 nearest to the letters."""
    used = sorted({m.lane: m.kind for m in over}.items())
    images = ",".join(f"linear-gradient(var(--{kind}) 0 0)" for _, kind in used)
    places = ",".join(f"0 calc(100% - {lanes - 1 - lane}*var(--step))" for lane, _ in used)
    return f"background-image:{images};background-position:{places}"


def _legend(reading: Reading) -> str:
    """Return the kinds of record that were read, with their numbers."""
    counts = [(kind, len(getattr(reading, kind))) for kind in RECORD_FIELDS]
    items = [f'<li style="--c:var(--{kind})">{_LABELS[kind]} <b>{n}</b></li>' for kind, n in counts if n]
    return f'<ul class="legend">{"".join(items)}</ul>' if items else ""


def _cards(reading: Reading, number: int) -> Iterator[str]:
    """Yield the records as list items, each one button, in the order of the report."""
    actors = {actor.id: actor for actor in reading.actors}
    rows = [(record, kind, n) for kind in RECORD_FIELDS for n, record in enumerate(getattr(reading, kind))]
    for record, kind, n in sorted(rows, key=lambda row: min((e.start for e in _proof(row[1], row[0])), default=0)):
        body = f"{_headline(record, kind)}{_fields(record, actors)}{_quote(record, kind)}{_origin(record)}"
        yield (
            f'<li><button type="button" class="record" data-r="{number}-{kind}-{n}" aria-pressed="false" '
            f'style="--c:var(--{kind})">{body}</button></li>'
        )


def _headline(record: Record, kind: str) -> str:
    """Return a record's kind, what of its kind it is, and how real it is."""
    values = dict.fromkeys(str(v) for name in _TYPES if (v := getattr(record, name, None)) and v not in _SILENT)
    strength = getattr(record, "strength", None)
    sorts = [*values, *([f"strength {strength}"] if strength else [])]
    real = f'<span class="real">{escape(record.actuality)}</span>' if record.actuality != "done" else ""
    what = escape(" · ".join(sorts).replace("_", " "))
    return f'<span class="top"><span class="kind">{_LABELS[kind]}</span> <span class="sort">{what}</span>{real}</span>'


def _fields(record: Record, actors: dict[str, Actor]) -> str:
    """Return who, when, where and how much, one row each."""
    rows = []
    for role in _ROLES:
        value: list[str] | str | None = getattr(record, role, None)
        refs = value if isinstance(value, list) else [value] if value else []
        if refs:
            rows.append(_row(role, "".join(_actor(ref, actors) for ref in refs)))
    rows += [_row(name, f"<bdi>«{escape(v.text)}»</bdi>") for name in _SPANS if (v := getattr(record, name, None)) is not None]
    rows += [_row(name, escape(_when(v))) for name in _DATES if (v := getattr(record, name, None)) is not None]
    if record.place is not None:
        rows.append(_row("place", f"<bdi>{escape(record.place.name)}</bdi>"))
    amount = getattr(record, "amount", None)
    if amount is not None:
        rows.append(_row("amount", escape(f"{amount.value:,g} {amount.unit}")))
    return "".join(rows)


def _row(label: str, value: str) -> str:
    """Return a field of a record; ``value`` is markup already."""
    return f'<span class="row"><span class="label">{label.replace("_", " ")}</span><span>{value}</span></span>'


def _actor(ref: str, actors: dict[str, Actor]) -> str:
    """Return an actor's name with the code records are compared by; a bare code stands for itself."""
    actor = actors.get(ref)
    if actor is None:
        return f'<span class="who"><code>{escape(ref)}</code></span>'
    return f'<span class="who"><bdi>{escape(actor.name)}</bdi> <code>{escape(actor.code)}</code></span>'


def _when(when: When) -> str:
    """Return a date or period as ISO 8601, with how it is known if the report does not state it."""
    days = " to ".join(dict.fromkeys(day for day in (when.start, when.end) if day)) or when.precision
    return days if when.basis in ("explicit", "none") else f"{days} ({when.basis})"


def _quote(record: Record, kind: str) -> str:
    """Return the words that prove a record."""
    words = " … ".join(" ".join(evidence.text.split()) for evidence in _proof(kind, record))
    return f'<span class="quote" dir="auto">{escape(words)}</span>'


def _origin(record: Record) -> str:
    """Return the rule that made a record and its confidence, 0 to 1."""
    return f'<span class="origin">{escape(record.rule)} · {record.confidence:.2f}</span>'


def _issues(reading: Reading) -> str:
    """Return what was unclear in the report."""
    items = "".join(f'<li><code>{escape(i.code)}</code> <span dir="auto">{escape(i.message)}</span></li>' for i in reading.issues)
    return f'<details class="issues"><summary>{len(reading.issues)} unclear</summary><ul>{items}</ul></details>' if items else ""
