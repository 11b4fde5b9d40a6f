// A report beside its records: a click or the keyboard on either side lights both.
(() => {
  const all = [...document.querySelectorAll('[data-r]')];
  const refs = e => e.dataset.r.split(' ');
  const isCard = e => e.matches('.record');
  const isButton = e => e.matches('button');
  const isShown = e => !e.closest('[hidden]');
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let chosen = null;
  for (const e of all) if (isCard(e) && !isButton(e)) { e.setAttribute('role', 'button'); e.setAttribute('aria-pressed', 'false'); }
  const light = from => {
    chosen = from === chosen ? null : from;
    const want = new Set(chosen ? refs(chosen) : []);
    for (const e of all) {
      const lit = refs(e).some(r => want.has(r));
      e.classList.toggle('lit', lit);
      if (isCard(e)) e.setAttribute('aria-pressed', lit);
    }
    const other = chosen && all.find(e => e.classList.contains('lit') && isCard(e) !== isCard(chosen) && isShown(e));
    if (other) other.scrollIntoView({block: 'nearest', behavior: calm ? 'auto' : 'smooth'});
  };
  const step = (from, by) => {
    const cards = [...from.closest('ol').querySelectorAll('.record')].filter(isShown);
    cards[cards.indexOf(from) + by]?.focus();
  };
  const filter = button => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    const report = button.closest('.report');
    button.setAttribute('aria-pressed', shown);
    for (const card of report.querySelectorAll(`.card[data-kind=${button.dataset.kind}]`)) card.hidden = !shown;
    report.querySelector('.text').classList.toggle(`no-${button.dataset.kind}`, !shown);
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('.filter');
    if (button) return filter(button);
    if (event.target.closest('a, summary')) return;
    const target = event.target.closest('[data-r]') || event.target.closest('.card')?.querySelector('.record[data-r]');
    if (target && !getSelection().toString()) light(target);
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && chosen) return light(chosen);
    const target = event.target.closest('[data-r]');
    if (!target) return;
    if (isCard(target) && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      step(target, event.key === 'ArrowDown' ? 1 : -1);
    } else if (!isButton(target) && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      light(target);
    }
  });
})();
