/* The copies of unsaved text that this browser keeps: one for each person, interview and question, written before
   anything is sent, removed only when the server has it. Everything a save needs is in the copy, so that any page can
   send what is left before the person signs out. */
"use strict";

window.vivaUnsent = (() => {
  const PREFIX = "viva:text:";
  const LARGE = 4000; // characters: beyond it, one body in parts is smaller than one of escapes
  const keyOf = (card) => `${PREFIX}${card.dataset.user}:${card.dataset.attempt}:${card.dataset.position}`;
  const cookie = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1] || "";

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  function write(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch { return false; /* a full or forbidden store: the page itself is then the only copy */ }
  }

  function keys() {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
  }

  /* Set aside what a former visit left unsaved; return it, or null. A text that was set aside before is not thrown
     over: the newer one is shown, the older one after it. */
  function aside(key, stored) {
    const left = read(key);
    const kept = [...(left ? [left] : []), ...(read(`${key}:kept`) || [])].filter((copy) => copy.text !== stored);
    write(`${key}:kept`, kept.length ? kept : null);
    write(key, null);
    return kept[0] || null;
  }

  function dropKept(key) {
    const rest = (read(`${key}:kept`) || []).slice(1);
    write(`${key}:kept`, rest.length ? rest : null);
    return rest[0] || null;
  }

  function acknowledge(key, writer, seq) {
    const copy = read(key);
    if (copy && copy.writer === writer && copy.seq <= seq) write(key, null);
  }

  /* The body of a save: the text in as many parts as the form has fields for it. */
  function body(copy) {
    const form = copy.text.length > LARGE ? new FormData() : new URLSearchParams();
    for (const part of copy.parts) form.append("text", part);
    form.append("base_version", copy.base_version);
    form.append("writer", copy.writer);
    form.append("seq", copy.seq);
    if (copy.wasOffline) form.append("was_offline", "1");
    return form;
  }

  function post(copy, options = {}) {
    const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
    return fetch(copy.url, { method: "POST", headers, body: body(copy), ...options });
  }

  /* Sign in without leaving the page; returns what is wrong, "" when nothing is. */
  async function signIn(form) {
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": cookie("csrftoken") };
    const answer = await fetch(form.action, { method: "POST", headers, body: new FormData(form) });
    if (answer.status === 429) return "Too many attempts. Wait a minute, then try again.";
    const told = await answer.json();
    if (answer.ok) return (told.location || "").includes("/2fa/") ? "A second step is needed: use the link above, in a new tab." : "";
    const errors = told.form ? [...told.form.errors, ...Object.values(told.form.fields).flatMap((field) => field.errors)] : [];
    return errors.join(" ") || "Signing in did not work. Use the link above, in a new tab.";
  }

  /* Signing out: what was left unsaved is sent first; where that fails, the person decides. */

  const unsentKeys = () => keys().filter((key) => !key.endsWith(":kept"));

  async function flush() {
    let left = 0;
    for (const key of unsentKeys()) {
      const copy = read(key);
      try {
        const answer = await post(copy);
        if (answer.ok) acknowledge(key, copy.writer, copy.seq);
        else if (answer.status !== 404) left += 1; // 404: somebody else's, who used this browser before
      } catch { left += 1; }
    }
    return left;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[action*='/logout/']") || form.dataset.isFlushed || !unsentKeys().length) return;
    event.preventDefault();
    const left = await flush();
    const question = left === 1 ? "One answer could not be saved: it stays in this browser only."
      : `${left} answers could not be saved: they stay in this browser only.`;
    if (left && !window.confirm(`${question} Sign out all the same?`)) return;
    form.dataset.isFlushed = "1";
    form.requestSubmit();
  });

  return { keyOf, aside, acknowledge, dropKept, keep: write, post, signIn, cookie };
})();
