/* The copy of unsaved text that this browser keeps: written before anything is sent, removed when the server has it.
   A copy found on return is set aside and offered, never merged. */
"use strict";

window.vivaCopy = (() => {
  const keyOf = (card) => `viva:text:${card.dataset.user}:${card.dataset.attempt}:${card.dataset.position}`;

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  function write(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch { /* a full or forbidden store: the server is then the only keeper */ }
  }

  /* Set aside what a former visit left unsaved; return it, or null. */
  function aside(key, stored) {
    const left = read(key);
    if (left && left.text !== stored) write(`${key}:kept`, left);
    write(key, null);
    const kept = read(`${key}:kept`);
    if (kept && kept.text === stored) { write(`${key}:kept`, null); return null; }
    return kept;
  }

  return {
    keyOf,
    aside,
    keep: (key, text, seq) => write(key, { text, seq, at: new Date().toLocaleTimeString() }),
    acknowledge: (key, seq) => { const copy = read(key); if (copy && copy.seq <= seq) write(key, null); },
    dropKept: (key) => write(`${key}:kept`, null),
  };
})();
