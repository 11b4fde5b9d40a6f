// Keys of the review: the places of A, R, S, C and U on any layout press the buttons that name them.
"use strict";
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("input:not([type=hidden]),select,textarea")) return;
  const button = document.querySelector(`[data-key="${event.code}"]:not(:disabled)`);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (button.localName === "summary") button.parentElement.querySelector("select,input")?.focus();
});
