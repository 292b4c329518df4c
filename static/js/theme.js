/* The theme: light, dark, or as the system says. Blocking and small, so that no page is painted in the wrong one first. */
(function () {
  "use strict";
  const KEY = "viva-theme";
  const NEXT = { system: "light", light: "dark", dark: "system" };
  const WORDS = { system: "as the system", light: "light", dark: "dark" };

  function stored() {
    try {
      const theme = localStorage.getItem(KEY);
      return theme === "light" || theme === "dark" ? theme : "system";
    } catch {
      return "system"; // storage is switched off: the system decides
    }
  }

  function keep(theme) {
    try {
      if (theme === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      /* the choice then lasts as long as the page */
    }
  }

  function apply(theme) {
    if (theme === "system") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", theme);
  }

  function show(button, theme) {
    button.hidden = false;
    button.querySelector("[data-theme-words]").textContent = `Theme: ${WORDS[theme]}. Change to ${WORDS[NEXT[theme]]}`;
    for (const icon of button.querySelectorAll("[data-theme-icon]")) icon.hidden = icon.dataset.themeIcon !== theme;
    button.title = `Theme: ${WORDS[theme]}`;
  }

  let theme = stored();
  apply(theme);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme-switch");
    if (!button) return;
    show(button, theme);
    button.addEventListener("click", () => {
      theme = NEXT[theme];
      keep(theme);
      apply(theme);
      show(button, theme);
    });
    addEventListener("storage", (event) => {
      if (event.key !== KEY && event.key !== null) return;
      theme = stored();
      apply(theme);
      show(button, theme);
    });
  });
})();
