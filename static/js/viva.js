/* What every page shares: fresh CSRF tokens, a visible word when a request fails, copying, printing, menus. */
(function () {
  "use strict";

  const byId = (id) => document.getElementById(id);

  function announce(words) {
    const region = byId("announcer");
    if (!region) return;
    region.textContent = "";
    setTimeout(() => (region.textContent = words), 50); // a change is read out, a repetition would not be
  }

  /* CSRF: signing in elsewhere changes the token; the cookie always has the one that counts. */

  function csrfToken() {
    const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : "";
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const token = csrfToken();
    if (!token) return;
    event.detail.headers["x-csrftoken"] = token;
    if ("csrfmiddlewaretoken" in event.detail.parameters) event.detail.parameters.csrfmiddlewaretoken = token;
  });

  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
    const token = csrfToken();
    if (field && token) field.value = token;
  });

  /* A request that failed says so, in one line at the top. A page that has its own words says data-own-trouble. */

  const TROUBLE = {
    0: "Could not reach the server. Nothing on this page was lost. Try again.",
    403: "The server refused this. Reload the page, sign in again if it asks, and try again.",
    404: "This is no longer there. Reload the page to see what is.",
    413: "This is too large for the server. Nothing was changed.",
    429: "Too many requests in a short time. Wait a minute, then try again.",
  };

  function trouble(event, status) {
    const line = byId("trouble");
    const from = event.target instanceof Element ? event.target : document.body;
    if (!line || from.closest("[data-own-trouble]")) return;
    line.textContent = TROUBLE[status] || "The server met an error. Nothing on this page was lost. Try again.";
    line.hidden = false;
    if (line.getBoundingClientRect().top < 0) line.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:sendError", (event) => trouble(event, 0));
  document.addEventListener("htmx:timeout", (event) => trouble(event, 0));
  document.addEventListener("htmx:responseError", (event) => trouble(event, event.detail.xhr.status));
  document.addEventListener("htmx:afterOnLoad", (event) => {
    const line = byId("trouble");
    if (line && event.detail.successful) line.hidden = true;
  });

  /* <button data-copy-target="#id" hidden>Copy</button>: the text of a field or an element, also without HTTPS. */

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    if (!isCopied) throw new Error("the browser did not copy");
  }

  async function copyFor(button) {
    const source = document.querySelector(button.dataset.copyTarget);
    if (!source) return;
    const words = button.dataset.words || button.textContent;
    button.dataset.words = words;
    try {
      await copy("value" in source ? source.value : source.innerText);
      button.textContent = "Copied";
      button.focus();
    } catch {
      button.textContent = "Select and copy by hand";
    }
    announce(button.textContent);
    setTimeout(() => (button.textContent = words), 2500);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-target], [data-print]");
    if (button && "print" in button.dataset) window.print();
    else if (button) copyFor(button);
  });

  /* Buttons that need this script are hidden without it: also those that arrive by a swap. */

  function reveal(root) {
    for (const button of root.querySelectorAll("[data-copy-target][hidden], [data-print][hidden]")) button.hidden = false;
  }

  document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));
  reveal(document);

  /* Code too wide or too long for its place is scrolled by keyboard too. */

  function putInReach(root) {
    for (const code of root.querySelectorAll("main pre")) {
      if (code.scrollWidth > code.clientWidth || code.scrollHeight > code.clientHeight) code.tabIndex = 0;
      else code.removeAttribute("tabindex");
    }
  }

  addEventListener("resize", () => putInReach(document));
  document.addEventListener("toggle", (event) => putInReach(event.target), true);
  document.addEventListener("htmx:load", (event) => putInReach(event.detail.elt));
  document.fonts.ready.then(() => putInReach(document));
  putInReach(document);

  /* Paper shows everything: what is closed opens for printing and closes after. */

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });

  /* A menu closes on Escape and on a click elsewhere. */

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  }

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });
})();
