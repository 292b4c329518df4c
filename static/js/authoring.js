// The editor: a problem's link selects its line in the text.
(() => {
  "use strict";

  const text = document.getElementById("id_text");
  if (!text) return;

  const select = (number) => {
    const lines = text.value.split("\n");
    if (number < 1 || number > lines.length) return;
    const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + lines[number - 1].length);
    const height = text.scrollHeight / Math.max(lines.length, 1);
    text.scrollTop = Math.max(0, height * (number - 5));
  };

  const lineOf = (hash) => Number(/^#line-(\d{1,7})$/.exec(hash)?.[1] || 0);

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href*="#line-"]');
    const number = link ? lineOf(link.hash) : 0;
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select(number);
  });

  select(lineOf(location.hash));

  // Leaving with words that are not saved yet asks first.
  let saved = text.value;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "text-form") event.detail.xhr.vivaText = text.value;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id === "text-form" && event.detail.successful) saved = event.detail.xhr.vivaText;
  });
  document.addEventListener("submit", () => (saved = text.value));
  addEventListener("beforeunload", (event) => {
    if (text.value !== saved) event.preventDefault();
  });
})();
