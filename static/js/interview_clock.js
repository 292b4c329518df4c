/* The clocks of an interview: of the whole, and of a question that has a time of its own. The server says how many
   seconds are left; a monotonic clock counts them down here, so that the computer's own time does not matter. Whatever
   may have stopped the counting (sleep, a page in the background) makes it ask the server again.
   Tells the rest of the page by events: viva:last-save (5 seconds left, and none), viva:time-up, viva:time-back,
   viva:item-over. Hears viva:sync. */
"use strict";

(() => {
  const bar = document.getElementById("clock");
  if (!bar) return;

  const words = document.getElementById("clock-words");
  const over = document.getElementById("clock-over");
  const ASK_EVERY = 60000;
  const JUMP = 1500; // milliseconds by which the two clocks of a browser part when one of them was set, or slept
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(`viva${bar.dataset.url}`) : null;
  let isEnded = false;
  let isHidden = false;

  const tell = (name) => document.dispatchEvent(new CustomEvent(name));
  const plural = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"}`;

  function inWords(seconds) {
    const whole = Math.ceil(seconds);
    const amounts = [[Math.floor(whole / 3600), "hour"], [Math.floor(whole / 60) % 60, "minute"], [whole % 60, "second"]];
    return amounts.filter(([number]) => number).map(([number, unit]) => plural(number, unit)).join(" ") || "no time";
  }

  function digits(seconds) {
    const whole = Math.ceil(seconds);
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }

  /* One clock that runs down. `marks` are the seconds left at which it speaks; `onZero` is called once. */
  function countdown(place, marks, what, onZero) {
    let endsAt = null;
    let before = Infinity;
    const left = () => Math.max(0, (endsAt - performance.now()) / 1000);
    return {
      left,
      get isRunning() { return endsAt !== null; },
      sync(seconds) {
        endsAt = seconds === null || seconds === "" || seconds === undefined ? null : performance.now() + Number(seconds) * 1000;
        if (endsAt !== null && left() > before + 2) before = Infinity; // more time was given: its marks count again
        this.tick();
      },
      tick() {
        const element = place();
        if (endsAt === null || !element) return;
        const seconds = left();
        const face = element.querySelector("[role=timer]");
        const ends = element.querySelector(".clock-ends");
        face.textContent = digits(seconds);
        face.hidden = isHidden;
        if (ends) ends.hidden = true;
        element.classList.toggle("is-short", seconds <= 60);
        const crossed = marks().filter((mark) => before !== Infinity && before > mark && seconds <= mark);
        if (crossed.length) words.textContent = `${inWords(Math.min(...crossed))} left${what}.`;
        if ((before > 5 && seconds <= 5) || (before > 0 && seconds === 0)) tell("viva:last-save");
        if (before > 0 && seconds === 0) onZero();
        before = seconds;
      },
    };
  }

  const half = () => Math.round(Number(bar.dataset.secondsTotal) / 2);
  const whole = countdown(() => bar, () => [half(), 300, 60, 30], "", () => { end("ended"); ask(); });
  const item = countdown(() => document.getElementById("item-clock"), () => [30], " for this question", () => tell("viva:item-over"));

  function end(state) {
    if (isEnded) return;
    isEnded = true;
    over.querySelector("span").textContent = state === "paused" ? over.dataset.wordsPaused : over.dataset.wordsEnded;
    over.querySelector("a").hidden = state === "paused";
    over.hidden = false;
    tell("viva:time-up");
  }

  function hear(answer) {
    whole.sync(answer.seconds_left);
    item.sync(answer.item_seconds_left);
    if (answer.state === "ended" || answer.state === "paused") end(answer.state);
    else if (isEnded && (answer.state === "open" || answer.seconds_left > 0)) {
      isEnded = false;
      over.hidden = true;
      words.textContent = whole.isRunning ? `${inWords(whole.left())} left: there is more time.` : "";
      tell("viva:time-back");
    }
  }

  async function ask() {
    const card = document.getElementById("question-card");
    const query = card ? `?item=${card.dataset.position}` : "";
    try {
      const answer = await fetch(bar.dataset.url + query, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.ok && !answer.redirected) hear(await answer.json());
    } catch { /* no line: what was counted so far goes on, and the next save or look asks again */ }
  }

  /* A page that slept, or whose computer was set: its two clocks part. */
  let apart = Date.now() - performance.now();
  function tick() {
    const drift = Date.now() - performance.now();
    if (Math.abs(drift - apart) > JUMP) ask();
    apart = drift;
    whole.tick();
    item.tick();
  }

  function setHidden(hidden) {
    isHidden = hidden;
    const button = bar.querySelector("[data-toggle-clock]");
    button.textContent = hidden ? "Show clock" : "Hide clock";
    button.setAttribute("aria-pressed", String(hidden));
    try { localStorage.setItem("viva:clock-hidden", hidden ? "1" : ""); } catch { /* a private window: not remembered */ }
    tick();
  }

  function begin() {
    const card = document.getElementById("question-card");
    item.sync(card ? card.dataset.itemSecondsLeft : null);
    if (card && card.dataset.secondsLeft) whole.sync(card.dataset.secondsLeft);
  }

  const sayButton = bar.querySelector("[data-say-time]");
  if (sayButton) {
    const hideButton = bar.querySelector("[data-toggle-clock]");
    sayButton.addEventListener("click", () => {
      const own = item.isRunning ? `, ${inWords(item.left())} for this question` : "";
      words.textContent = "";
      words.textContent = `${inWords(whole.left())} left${own}.`;
    });
    hideButton.addEventListener("click", () => setHidden(!isHidden));
    sayButton.hidden = hideButton.hidden = false;
    try { isHidden = Boolean(localStorage.getItem("viva:clock-hidden")); } catch { /* as above */ }
    setHidden(isHidden);
  }
  document.addEventListener("viva:sync", (event) => hear(event.detail));
  document.addEventListener("htmx:afterSwap", begin);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ask(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  window.addEventListener("online", ask);
  if (channel) {
    channel.addEventListener("message", () => setTimeout(ask, 500));
    document.addEventListener("submit", (event) => {
      const then = event.submitter && event.submitter.value;
      if (event.target.action.endsWith("/finish/") || then === "pause") channel.postMessage("changed");
    });
  }
  whole.sync(bar.dataset.secondsLeft);
  begin();
  setInterval(tick, 250);
  setInterval(ask, ASK_EVERY);
})();
