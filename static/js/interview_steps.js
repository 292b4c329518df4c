/* Steps to order: the arrows move a step here and now, and a step can be dragged. Without scripts the arrows are
   buttons of the form, and the server moves. Each move is told as an input, so it is saved like a typed letter. */
"use strict";

(() => {
  const list = () => document.getElementById("steps-to-order");
  const stepOf = (element) => element.closest("#steps-to-order > li");
  let dragged = null;

  function tell(step) {
    const all = Array.from(list().children);
    list().dataset.isAnswered = "";
    document.getElementById("step-moved").textContent = `Now step ${all.indexOf(step) + 1} of ${all.length}.`;
    step.querySelector("[name=text]").dispatchEvent(new Event("input", { bubbles: true }));
  }

  function move(step, way) {
    const other = way === "up" ? step.previousElementSibling : step.nextElementSibling;
    if (!other) return;
    if (way === "up") other.before(step); else other.after(step);
    tell(step);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    move(stepOf(button), button.dataset.move);
    button.focus();
  });

  document.addEventListener("dragstart", (event) => {
    dragged = list() && event.target.closest ? stepOf(event.target) : null;
    if (dragged && dragged.querySelector("button").disabled) { event.preventDefault(); dragged = null; }
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("is-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && stepOf(event.target);
    if (!over) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged); else over.after(dragged);
  });
  document.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    tell(dragged);
    dragged = null;
  });

  function begin() {
    if (!list() || list().closest("fieldset").disabled) return;
    for (const step of list().children) step.draggable = true;
    document.querySelector("[data-drag-hint]").hidden = false;
  }

  document.addEventListener("htmx:afterSettle", begin);
  begin();
})();
