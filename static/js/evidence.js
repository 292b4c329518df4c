// Evidence lights up with its point, and the point with its evidence; words selected in a response fill a claim.
(() => {
  "use strict";

  const numbers = (element) => (element.dataset.point || element.dataset.points || "").split(" ");

  function light(target) {
    for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
    const source = target instanceof Element ? target.closest("[data-point], mark[data-points]") : null;
    const item = source?.closest("[data-evidence]");
    if (!item) return;
    const wanted = numbers(source);
    for (const part of item.querySelectorAll("[data-point], mark[data-points]")) {
      part.classList.toggle("is-lit", numbers(part).some((number) => wanted.includes(number)));
    }
  }

  document.addEventListener("pointerover", (event) => light(event.target));
  document.addEventListener("focusin", (event) => light(event.target));

  /* The numbers beside the marks are not words of the response. */
  function wordsOf(range) {
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll("sup")) number.remove();
    return copy.textContent.trim();
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const element = (node) => (node instanceof Element ? node : node.parentElement);
    const said = element(range.commonAncestorContainer)?.closest(".response-text");
    const field = said?.closest(".item-result").querySelector("details[open] > form [data-claim-words]");
    if (field) field.value = wordsOf(range);
  });
})();
