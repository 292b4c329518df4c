/* Saving while someone types, by the save rule: every save names the version it was written on, this tab as its writer,
   and its place in this tab's order. The server decides; this page only ever sends, repeats, and says how it went. */
"use strict";

(() => {
  const copy = window.vivaCopy;
  const AFTER_TYPING = 1500;
  const WHILE_TYPING = 10000;
  const LONGEST_WAIT = 30000;
  const writer = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let seq = 0;
  let now = null; // the question on the page: see begin()
  let timer = 0;
  let lastSent = 0;
  let wait = 0;
  let isSending = false;

  const byId = (id) => document.getElementById(id);
  const cookie = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1] || "";

  const value = window.vivaAnswers.read;

  function say(words, isProblem = false) {
    const state = byId("save-state");
    if (!state) return;
    state.textContent = words;
    state.classList.toggle("is-problem", isProblem);
  }

  function notice(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("save-notice");
    if (fresh) byId("save-notice").replaceWith(fresh);
    const keepMine = document.querySelector("[data-keep-mine]");
    if (keepMine) keepMine.hidden = false;
  }

  function schedule(delay) {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }

  /* Send what is on the page, unless the server has it. A page that is going away cannot wait for an answer. */
  async function send({ leaving = false } = {}) {
    clearTimeout(timer);
    const question = now;
    if (!question || question.isStopped || question.acknowledged === value(question.form)) return;
    if (isSending && !leaving) { schedule(500); return; }
    const text = value(question.form);
    const body = new FormData();
    for (const part of window.vivaAnswers.parts(question.form, text)) body.append("text", part);
    const place = ++seq;
    copy.keep(question.key, text, place);
    body.append("base_version", question.form.elements.base_version.value);
    body.append("writer", writer);
    body.append("seq", place);
    const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
    isSending = true;
    lastSent = performance.now();
    say("Saving…");
    try {
      const response = await fetch(question.form.action, { method: "POST", headers, body, keepalive: leaving });
      await hear(question, text, place, response);
    } catch {
      again(navigator.onLine ? "Not saved, retrying" : "Offline, kept in this browser");
    } finally {
      isSending = false;
    }
  }

  function again(words) {
    wait = Math.min(LONGEST_WAIT, Math.max(1000, wait * 2));
    say(words, true);
    schedule(wait);
  }

  async function hear(question, text, place, response) {
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    if (response.ok && isJson) {
      acknowledge(question, text, place, answer.version);
      if (answer.seconds_left !== null) document.dispatchEvent(new CustomEvent("viva:sync", { detail: answer.seconds_left }));
      if (question === now) say(`Saved ${answer.saved_at}`);
    } else if (response.status === 409 || response.status === 422) {
      question.isStopped = true;
      if (response.status === 409) question.form.elements.base_version.value = answer.version;
      if (question === now) { notice(answer.notice); say("Not saved: see above", true); }
    } else if (response.status === 410) {
      if (question === now) { notice(answer.notice); lock(); say("Not saved: time was up", true); }
    } else {
      if (response.status === 401 && answer.notice) notice(answer.notice);
      again("Not saved, retrying");
    }
  }

  function acknowledge(question, text, place, version) {
    wait = 0;
    question.acknowledged = text;
    if (version) question.form.elements.base_version.value = version;
    copy.acknowledge(question.key, place);
    const old = byId("save-notice");
    if (question === now && old && !old.hidden) { old.hidden = true; old.replaceChildren(); }
  }

  function typed() {
    if (!now || now.isLocked) return;
    if (document.querySelector("[data-keep-mine]") === null) now.isStopped = false;
    copy.keep(now.key, value(now.form), ++seq);
    if (now.isStopped) return;
    schedule(performance.now() - lastSent > WHILE_TYPING ? 0 : AFTER_TYPING);
  }

  function lock() {
    if (!now) return;
    now.isLocked = true;
    for (const field of now.form.querySelectorAll("textarea")) field.readOnly = true;
    for (const field of now.form.querySelectorAll("input:not([type=hidden]), select, button")) field.disabled = true;
  }

  function offer(kept) {
    const box = byId("kept-text");
    box.hidden = !kept;
    if (!kept) return;
    box.querySelector("time").textContent = kept.at;
    box.querySelector("blockquote").textContent = kept.text;
    box.querySelector("[data-use-kept]").onclick = () => { use(kept.text); copy.dropKept(now.key); box.hidden = true; };
    box.querySelector("[data-drop-kept]").onclick = () => { copy.dropKept(now.key); box.hidden = true; };
  }

  function use(text) {
    window.vivaAnswers.write(now.form, text);
    typed();
  }

  /* Take up the question that the page shows now. */
  function begin() {
    const card = byId("question-card");
    const form = byId("response-form");
    if (!card || !form) { now = null; return; }
    const isRefused = !byId("save-notice").hidden;
    now = { form, key: copy.keyOf(card), position: card.dataset.position, acknowledged: isRefused ? null : value(form) };
    now.isStopped = isRefused;
    const keepMine = document.querySelector("[data-keep-mine]");
    if (keepMine) keepMine.hidden = false;
    if ("closed" in card.dataset) lock();
    else if (!isRefused) offer(copy.aside(now.key, now.acknowledged));
  }

  document.addEventListener("input", (event) => { if (event.target.name === "text") typed(); });
  document.addEventListener("focusout", (event) => { 
    const isButton = now && event.relatedTarget && now.form.contains(event.relatedTarget);
    if (event.target.name === "text" && !isButton) send(); // a button of the form saves by itself
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send({ leaving: true }); });
  window.addEventListener("pagehide", () => send({ leaving: true }));
  window.addEventListener("online", () => { wait = 0; send(); });
  document.addEventListener("viva:last-save", () => send());
  document.addEventListener("viva:time-up", () => { send(); lock(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keep-mine]")) {
      now.isStopped = false;
      event.target.closest("#save-notice").hidden = true;
      send();
    } else if (event.target.closest("[data-use-stored]")) {
      copy.acknowledge(now.key, Infinity);
      now = null;
    }
  });

  /* A button of the form saves too, through htmx or plainly: it is one more save of this writer. */
  document.addEventListener("submit", (event) => {
    if (!now || event.target !== now.form) return;
    clearTimeout(timer);
    const fields = now.form.elements;
    now.submitted = { text: value(now.form), seq: ++seq };
    copy.keep(now.key, now.submitted.text, seq);
    fields.writer.value = writer;
    fields.seq.value = seq;
    fields.csrfmiddlewaretoken.value = cookie("csrftoken") || fields.csrfmiddlewaretoken.value;
  }, true);
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!now || requestConfig.elt !== now.form || xhr.status !== 200) return;
    acknowledge(now, now.submitted.text, now.submitted.seq, 0);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!now || event.detail.requestConfig.elt !== now.form) return;
    const status = event.detail.xhr.status;
    if (status === 401) {
      event.detail.shouldSwap = false;
      notice(event.detail.xhr.responseText);
    }
    if (status === 401 || status >= 500 || status === 403) again("Not saved, retrying");
  });
  document.addEventListener("htmx:sendError", () => again("Offline, kept in this browser"));
  document.addEventListener("htmx:afterSettle", () => {
    const before = now && now.position;
    begin();
    if (!now || now.position === before) return;
    document.title = document.title.replace(/^Question \d+/, `Question ${now.position}`);
    window.scrollTo(0, 0);
    byId("question").focus();
  });

  /* A text box that was dragged larger has a style attribute; htmx must not copy it, the content policy forbids that. */
  if (window.htmx) window.htmx.config.attributesToSettle = ["class"];
  begin();
})();
