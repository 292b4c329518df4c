// The review of key points by keyboard: keys act on the point that has the focus, or on the first.
(() => {
  "use strict";

  const form = document.getElementById("review-form");
  if (!form) return;
  const points = () => [...form.querySelectorAll(".point-edit")];
  const here = () => document.activeElement.closest(".point-edit");
  const box = (point, name) => point?.querySelector(`input[type=checkbox][name$="-${name}"]`);

  const move = (step) => {
    const all = points();
    const at = all.indexOf(here());
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
    box(next, "is_kept")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  if (!("shortcuts" in form.dataset)) return;
  form.querySelector(".keys-help").hidden = false;
  const toggles = { x: "is_kept", o: "is_optional", m: "joins" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const point = here() || points()[0];
    const isTyping = event.target.closest("textarea, input:not([type=checkbox]), select");
    if (isTyping) {
      if (event.key === "Escape" && here()) box(point, "is_kept").focus();
      return;
    }
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key in toggles) box(point, toggles[event.key])?.click();
    else if (event.key === "e") point?.querySelector("textarea")?.focus();
    else if (event.key === "a") point?.querySelector("input[type=text]")?.focus();
    else return;
    event.preventDefault();
  });

  points()[0]?.querySelector("input[type=checkbox]")?.focus();
})();
