// Draws the charts of a page. Expressions are interpreted, not compiled, so that the page may forbid code made from text.
"use strict";
const style = getComputedStyle(document.documentElement);
const [ink, soft, line] = ["--ink", "--soft", "--line"].map((name) => style.getPropertyValue(name).trim());
const font = getComputedStyle(document.body).fontFamily;
// numbers as the rest of the page writes them
const digits = document.documentElement.lang === "ar" ? [..."٠١٢٣٤٥٦٧٨٩"] : undefined;
const marks = { ar: ["٫", "٬"], fr: [",", "\u202f"] }[document.documentElement.lang] ?? [".", ","];
const formatLocale = { decimal: marks[0], thousands: marks[1], grouping: [3], currency: ["", ""], numerals: digits, minus: "−" };
const config = {
  background: null, font,
  view: { stroke: null },
  axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500 },
  legend: { labelColor: ink, titleColor: soft, labelFontSize: 13 },
  rule: { color: soft }, text: { font },
};
for (const place of document.querySelectorAll("[data-chart]")) {
  vegaEmbed(place, JSON.parse(place.dataset.chart), { ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "canvas", formatLocale, config })
    .catch((error) => { place.textContent = ""; console.error(error); });
}
