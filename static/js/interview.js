/* Saving while someone types, by the save rule: every save names the version it was written on, this tab as its writer,
   and its place in this tab's order. The server decides; this page only ever sends, repeats, and says how it went. */
"use strict";

(() => {
  const unsent = window.vivaUnsent;
  const AFTER_TYPING = 1500;
  const WHILE_TYPING = 10000;
  const LONGEST_WAIT = 30000;
  const PATIENCE = 15000;
  const writer = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let seq = 0;
  let now = null; // the question on the page: see begin()
  let timer = 0;
  let typingSince = 0;
  let wait = 0;
  let isSending = false;
  let wasOffline = false;

  const byId = (id) => document.getElementById(id);

  const value = window.vivaAnswers.read;

  /* How it stands, in words, with a sign and a colour by `state`; trouble and its end are also read out. */
  function say(words, state) {
    const line = byId("save-state");
    if (!line) return;
    const wasTrouble = ["retrying", "offline", "problem"].includes(line.dataset.state);
    const isTrouble = ["retrying", "offline", "problem"].includes(state);
    if (state !== "saving" || !wasTrouble) line.dataset.state = state;
    if (state === "saving" && wasTrouble) return; // still not saved
    byId("save-words").textContent = words;
    if (isTrouble !== wasTrouble || (isTrouble && byId("save-announcer").textContent !== words)) {
      byId("save-announcer").textContent = isTrouble || wasTrouble ? words : "";
    }
  }

  function notice(html) {
    if (document.querySelector("#save-notice [data-sign-in]") && html.includes("data-sign-in")) return; // in use
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("save-notice");
    if (fresh) byId("save-notice").replaceWith(fresh);
    reveal();
  }

  function reveal() {
    for (const element of document.querySelectorAll("[data-keep-mine], [data-sign-in]")) element.hidden = false;
  }

  function schedule(delay) {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }

  /* The copy of what the page holds now, in the browser's own store: made before anything is sent. */
  function keep(question) {
    const text = value(question.form);
    if (!question.copy || question.copy.text !== text) question.copy = { text, seq: ++seq };
    Object.assign(question.copy, {
      writer, wasOffline, parts: window.vivaAnswers.parts(question.form, text), url: question.form.action,
      base_version: question.form.elements.base_version.value, at: new Date().toLocaleTimeString(),
    });
    question.isKept = unsent.keep(question.key, question.copy);
    return question.copy;
  }

  /* Send what is on the page, unless the server has it. A page that is going away cannot wait for an answer. */
  async function send({ leaving = false } = {}) {
    clearTimeout(timer);
    const question = now;
    if (!question || question.isStopped || question.acknowledged === value(question.form)) return;
    if (isSending && !leaving) { schedule(500); return; }
    const copy = { ...keep(question) };
    isSending = true;
    typingSince = 0;
    say("Saving…", "saving");
    try {
      await hear(question, copy, await unsent.post(copy, leaving ? { keepalive: true } : { signal: AbortSignal.timeout(PATIENCE) }));
    } catch {
      again();
    } finally {
      isSending = false;
    }
  }

  function again(isReached = false) {
    wait = Math.min(LONGEST_WAIT, Math.max(1000, wait * 2));
    wasOffline ||= !isReached;
    const isOffline = !isReached && !navigator.onLine;
    const words = isOffline ? "Offline, kept in this browser" : "Not saved, retrying";
    say(now && now.isKept === false ? `${words}. Keep this page open: it holds the only copy` : words, isOffline ? "offline" : "retrying");
    schedule(wait);
  }

  async function hear(question, copy, response) {
    const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    if ("seconds_left" in answer) document.dispatchEvent(new CustomEvent("viva:sync", { detail: answer }));
    if (response.ok && isJson) {
      acknowledge(question, copy, answer.version);
      if (question === now) say(`Saved ${answer.saved_at}`, "saved");
      if (question === now && question.isOver) goOn();
    } else if (response.status === 409 || response.status === 422) {
      question.isStopped = true;
      if (response.status === 409) question.form.elements.base_version.value = answer.version;
      if (question === now) { notice(answer.notice); say("Not saved: see above", "problem"); }
    } else if (response.status === 410) {
      question.isStopped = true;
      if (question === now) { notice(answer.notice); lock(); say("Not saved: time was up", "problem"); }
    } else if (response.status === 404) {
      question.isStopped = true;
      say("Not saved: you are signed in as somebody else. The text is kept in this browser", "problem");
    } else {
      if (response.status === 401 && answer.notice) notice(answer.notice);
      again(true);
    }
  }

  function acknowledge(question, copy, version) {
    wait = 0;
    wasOffline = false;
    question.acknowledged = copy.text;
    if (version) question.form.elements.base_version.value = version;
    unsent.acknowledge(question.key, writer, copy.seq);
    const old = byId("save-notice");
    if (question === now && old && !old.hidden) { old.hidden = true; old.replaceChildren(); }
  }

  function typed() {
    if (!now || now.isLocked) return;
    if (document.querySelector("[data-keep-mine]") === null) now.isStopped = false;
    keep(now);
    if (now.isStopped) return;
    typingSince ||= performance.now();
    schedule(Math.min(AFTER_TYPING, Math.max(0, typingSince + WHILE_TYPING - performance.now())));
  }

  function setLocked(isLocked) {
    if (!now) return;
    now.isLocked = isLocked;
    for (const field of now.form.querySelectorAll("textarea")) field.readOnly = isLocked;
    for (const field of now.form.querySelectorAll("input:not([type=hidden]), select, button")) field.disabled = isLocked;
  }

  const lock = () => setLocked(true);

  function offer(kept) {
    const box = byId("kept-text");
    box.hidden = !kept;
    if (!kept) return;
    box.querySelector("time").textContent = kept.at;
    box.querySelector("blockquote").textContent = window.vivaAnswers.say(now.form, kept.text);
    box.querySelector("[data-use-kept]").onclick = () => { use(kept); offer(unsent.dropKept(now.key)); };
    box.querySelector("[data-drop-kept]").onclick = () => offer(unsent.dropKept(now.key));
  }

  function use(kept) {
    window.vivaAnswers.write(now.form, kept.text);
    typed();
  }

  /* Take up the question that the page shows now. */
  function begin() {
    const card = byId("question-card");
    const form = byId("response-form");
    if (!card || !form) { now = null; return; }
    const isRefused = !byId("save-notice").hidden;
    now = { form, key: unsent.keyOf(card), position: card.dataset.position, acknowledged: isRefused ? null : window.vivaAnswers.served(form) };
    now.isStopped = isRefused;
    typingSince = 0;
    reveal();
    if ("closed" in card.dataset) lock();
    else if (!isRefused) offer(unsent.aside(now.key, now.acknowledged));
    if (!isRefused && value(form) !== now.acknowledged) typed(); // before this script was there
  }

  /* The question's own time is up: on to the next, with what is there. The server knows which one that is. */
  const goOn = () => window.location.assign(`${byId("clock").dataset.page}?item=${now.position}`);
  document.addEventListener("viva:item-over", () => {
    if (!now || now.isOver) return;
    now.isOver = true;
    if (!now.isStopped) now.form.requestSubmit(now.form.querySelector("button[name=then][value=next]"));
    lock();
  });

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
  document.addEventListener("viva:time-back", () => { if (now && !now.isOver) setLocked(false); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keep-mine]")) {
      now.isStopped = false;
      event.target.closest("#save-notice").hidden = true;
      send();
    } else if (event.target.closest("[data-use-stored]")) {
      unsent.acknowledge(now.key, writer, Infinity); // the server keeps it beside
      now = null;
    }
  });

  /* Signing in again beside the text, when the session ended in the middle of it. */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-in]")) return;
    event.preventDefault();
    const trouble = form.querySelector("[data-trouble]");
    try {
      const answer = await unsent.signIn(form);
      trouble.textContent = answer;
      trouble.hidden = !answer;
      if (!answer) { wait = 0; send(); }
    } catch {
      trouble.textContent = "The server could not be reached. Try again.";
      trouble.hidden = false;
    }
  });

  /* A button of the form saves too, through htmx or plainly: it is one more save of this writer. */
  document.addEventListener("submit", (event) => {
    if (!now || event.target !== now.form) return;
    clearTimeout(timer);
    const fields = now.form.elements;
    now.submitted = { ...keep(now) };
    fields.writer.value = writer;
    fields.seq.value = now.submitted.seq;
    fields.csrfmiddlewaretoken.value = unsent.cookie("csrftoken") || fields.csrfmiddlewaretoken.value;
  }, true);
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!now || requestConfig.elt !== now.form || xhr.status !== 200) return;
    acknowledge(now, now.submitted, 0);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!now || event.detail.requestConfig.elt !== now.form) return;
    const status = event.detail.xhr.status;
    if (status === 401) {
      event.detail.shouldSwap = false;
      notice(event.detail.xhr.responseText);
    }
    if (status === 401 || status >= 500 || status === 403) again(true);
  });
  document.addEventListener("htmx:sendError", () => again());
  document.addEventListener("htmx:afterSettle", () => {
    const before = now && now.position;
    begin();
    if (!now || now.position === before) return;
    document.title = document.title.replace(/^.*? – /, `${byId("question-card").dataset.name} – `);
    window.scrollTo(0, 0);
    byId("question").focus();
  });

  /* A text box that was dragged larger has a style attribute; htmx must not copy it, the content policy forbids that. */
  if (window.htmx) window.htmx.config.attributesToSettle = ["class"];
  begin();
})();
