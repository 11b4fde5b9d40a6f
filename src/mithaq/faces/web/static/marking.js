// Words of a report that are marked by hand: they go into the field beside the button that is pressed, with their place in code points.
"use strict";
(() => {
  const text = document.querySelector(".sheet .text"), pick = document.querySelector(".pick");
  const paragraph = node => (node.nodeType === 1 ? node : node.parentElement)?.closest("p[data-at]");
  // where a point of the page stands in the report
  const place = (node, offset) => {
    const p = paragraph(node);
    if (!p || !text.contains(p)) return null;
    const before = document.createRange();
    before.setStart(p, 0);
    before.setEnd(node, offset);
    return +p.dataset.at + [...before.toString()].length;
  };
  const marked = () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0), words = range.toString();
    const start = place(range.startContainer, range.startOffset);
    if (start === null || !words.trim()) return null;
    const from = start + [...words].length - [...words.trimStart()].length;
    const p = paragraph(range.startContainer);
    // a selection that runs over the paragraph's end, as three clicks make it, ends there
    const end = paragraph(range.endContainer) === p ? start + [...words.trimEnd()].length : +p.dataset.at + [...p.textContent.trimEnd()].length;
    const whole = [...p.textContent].slice(from - p.dataset.at, end - p.dataset.at).join("");
    return { start: from, end, words: whole };
  };
  let last = null, actors = null;
  document.addEventListener("selectionchange", () => {
    const now = marked();
    if (now) last = now;
    if (!pick) return;
    pick.hidden = !now;
    if (now) for (const link of pick.querySelectorAll("a")) link.href = link.href.replace(/&at=.*|$/, `&at=${now.start}-${now.end}`);
  });
  for (const button of document.querySelectorAll("[data-take]")) {
    const [words, at] = button.parentElement.querySelectorAll("input");
    button.hidden = false;
    button.addEventListener("click", () => {
      if (!last) return;
      words.value = last.words.replace(/\s+/g, " ");
      at.value = `${last.start}:${last.end}`;
    });
    words.addEventListener("input", () => { at.value = ""; });
  }
  document.addEventListener("focusin", event => { if (event.target.matches("[data-actors]")) actors = event.target; });
  document.addEventListener("click", event => {
    const chip = event.target.closest("[data-actor]");
    const field = actors ?? document.querySelector("[data-actors]");
    if (!chip || !field) return;
    const named = field.value.split(/[,،]/).map(one => one.trim()).filter(Boolean);
    if (!named.includes(chip.dataset.actor)) field.value = [...named, chip.dataset.actor].join(", ");
    field.focus();
  });
})();
