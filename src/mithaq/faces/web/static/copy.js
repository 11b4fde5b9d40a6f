// Buttons that copy what stands beside them.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const place = document.getElementById(button.dataset.copy);
    try { await navigator.clipboard.writeText(place.textContent); }
    catch { getSelection().selectAllChildren(place); document.execCommand("copy"); }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 1500);
  });
}
