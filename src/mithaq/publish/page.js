(() => {
  const all = [...document.querySelectorAll('[data-r]')];
  const refs = e => e.dataset.r.split(' ');
  const isCard = e => e.matches('.record');
  const isShown = e => !e.closest('[hidden]');
  let chosen = null;
  const light = from => {
    chosen = from === chosen ? null : from;
    const want = new Set(chosen ? refs(chosen) : []);
    for (const e of all) {
      const lit = refs(e).some(r => want.has(r));
      e.classList.toggle('lit', lit);
      if (isCard(e)) e.setAttribute('aria-pressed', lit);
    }
    const other = chosen && all.find(e => e.classList.contains('lit') && isCard(e) !== isCard(chosen) && isShown(e));
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
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
    report.querySelector('.text').style.setProperty(`--${button.dataset.kind}`, shown ? '' : 'transparent');
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('.filter');
    if (button) return filter(button);
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
