/* The clock of an interview. The server says how many seconds are left; a monotonic clock counts them down here.
   Tells the rest of the page by events: viva:last-save (5 seconds left, and none), viva:time-up. Hears viva:sync. */
"use strict";

(() => {
  const clock = document.getElementById("clock");
  if (!clock || !clock.dataset.secondsLeft) return;

  const face = clock.querySelector("[role=timer]");
  const words = document.getElementById("clock-words");
  const sayButton = clock.querySelector("[data-say-time]");
  const hideButton = clock.querySelector("[data-toggle-clock]");
  const ANNOUNCED = [300, 60];
  let endsAt = 0;
  let before = Infinity;
  let isOver = false;

  const secondsLeft = () => Math.max(0, (endsAt - performance.now()) / 1000);
  const sync = (seconds) => { endsAt = performance.now() + Number(seconds) * 1000; };
  const plural = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"}`;

  function inWords(seconds) {
    const whole = Math.ceil(seconds);
    const parts = [[Math.floor(whole / 60), "minute"], [whole % 60, "second"]];
    return parts.filter(([number]) => number).map(([number, unit]) => plural(number, unit)).join(" ") || "no time";
  }

  function digits(seconds) {
    const whole = Math.ceil(seconds);
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const rest = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }

  const tell = (name) => document.dispatchEvent(new CustomEvent(name));
  const crossed = (mark, left) => before > mark && left <= mark;

  function tick() {
    const left = secondsLeft();
    face.textContent = digits(left);
    clock.classList.toggle("is-short", left <= 60);
    for (const mark of ANNOUNCED) {
      if (crossed(mark, left) && before !== Infinity) words.textContent = `${inWords(mark)} left.`;
    }
    if (crossed(5, left) || crossed(0, left)) tell("viva:last-save");
    if (left === 0 && !isOver) { isOver = true; over(); }
    before = left;
  }

  function over() {
    const message = document.getElementById("clock-over");
    message.hidden = false;
    message.querySelector("span").textContent = message.dataset.words;
    tell("viva:time-up");
  }

  function setHidden(hidden) {
    face.hidden = hidden;
    hideButton.textContent = hidden ? "Show clock" : "Hide clock";
    hideButton.setAttribute("aria-pressed", String(hidden));
    try { localStorage.setItem("viva:clock-hidden", hidden ? "1" : ""); } catch { /* a private window: not remembered */ }
  }

  sayButton.addEventListener("click", () => { words.textContent = `${inWords(secondsLeft())} left.`; });
  hideButton.addEventListener("click", () => setHidden(!face.hidden));
  document.addEventListener("viva:sync", (event) => sync(event.detail));
  document.addEventListener("htmx:afterSwap", () => {
    const card = document.getElementById("question-card");
    if (card && card.dataset.secondsLeft) sync(card.dataset.secondsLeft);
  });

  let hidden = "";
  try { hidden = localStorage.getItem("viva:clock-hidden"); } catch { /* as above */ }
  clock.querySelector(".clock-ends").hidden = true;
  sayButton.hidden = hideButton.hidden = false;
  setHidden(Boolean(hidden));
  sync(clock.dataset.secondsLeft);
  tick();
  setInterval(tick, 250);
})();
