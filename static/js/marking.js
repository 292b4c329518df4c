// The queue of marking by keyboard: j and k go on and back, a and d decide on a claim, e marks.
(() => {
  "use strict";

  const marking = document.getElementById("marking");
  if (!marking || !("shortcuts" in marking.dataset)) return;
  for (const help of document.querySelectorAll(".keys-help")) help.hidden = false;

  const entries = () => [...marking.querySelectorAll("[data-entry]")];
  const here = () => document.activeElement.closest("[data-point]");

  function go(step) {
    const all = entries();
    if (!all.length) return document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))].focus();
  }

  function mark() {
    const all = entries();
    if (all.length) return (all.find((entry) => entry === document.activeElement) || all[0]).click();
    (marking.querySelector("input[type=radio]:checked") || marking.querySelector("input:not([type=hidden])"))?.focus();
  }

  /* The claim of the point that has the focus, else the first. */
  function decide(key) {
    const wanted = `[data-key=${key}]`;
    (here()?.querySelector(wanted) || marking.querySelector(wanted))?.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=radio])")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "a" || event.key === "d") decide(event.key);
    else if (event.key === "e") mark();
    else return;
    event.preventDefault();
  });
})();
