// Guide pages: open and close answers, deep links, keys, and "read" as soon as an answer is revealed.
(() => {
  "use strict";

  const questions = () => [...document.querySelectorAll("details.question")];

  // Revealing an answer marks it as read. Only a person's own click (or Enter) counts, not "open all" or printing.
  document.addEventListener("click", (event) => {
    const summary = event.target.closest("details.question > summary");
    if (!summary || summary.parentElement.open) return;
    const slug = summary.parentElement.id.replace(/^question-/, "");
    const button = document.getElementById(`mark-read-${slug}`);
    if (button) window.htmx?.trigger(button, "reveal");
  });

  // Of two quick presses on one question the last counts: the answer to the first would take away the button that was
  // pressed since, and its request with it.
  const pressed = new WeakMap();
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".question-marks button");
    if (mark) pressed.set(mark.parentElement, mark);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    if (pressed.has(target) && pressed.get(target) !== requestConfig.elt) event.detail.shouldSwap = false;
  });

  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-open-all], [data-close-all]");
    if (!all || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const question of questions()) question.open = all.hasAttribute("data-open-all");
  });

  // #question-slug opens that question; one that is on another page of the guide is shown on its own page.
  const openTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id);
    if (target?.matches("details.question")) {
      target.open = true;
      target.scrollIntoView();
    } else if (!target && id.startsWith("question-")) {
      const guide = document.querySelector("[data-guide-url]:has(.pager)");
      if (guide) location.replace(`${guide.dataset.guideUrl}${encodeURIComponent(id.slice(9))}/`);
    }
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // On a small screen the outline starts closed; it stays in reach above the questions.
  const outline = document.querySelector(".outline-panel");
  if (outline && matchMedia("(max-width: 59.99rem)").matches) outline.open = false;

  const move = (step) => {
    const summaries = questions().map((question) => question.querySelector("summary"));
    const here = summaries.findIndex((summary) => summary.parentElement.contains(document.activeElement));
    const next = summaries[here < 0 ? (step > 0 ? 0 : summaries.length - 1) : here + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  if (document.querySelector("[data-shortcuts]")) {
    document.querySelector(".keys-help")?.removeAttribute("hidden");
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
      if (event.key === "j") move(1);
      else if (event.key === "k") move(-1);
      else if (event.key === "/") document.getElementById("id_q")?.focus();
      else return;
      event.preventDefault();
    });
  }
})();
