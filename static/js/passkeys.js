/* allauth tells of a passkey that was cancelled or refused by an event only; people are told in the line for trouble. */
(function () {
  "use strict";

  const WORDS = {
    NotAllowedError: "No key was used: it was cancelled, or took too long. Nothing was changed; you can try again.",
    InvalidStateError: "This key is yours already. Nothing was changed.",
    SecurityError: "This address cannot use keys: they need HTTPS, or localhost. Nothing was changed.",
  };

  document.addEventListener("allauth.error", (event) => {
    const line = document.getElementById("trouble");
    if (!line) return;
    event.preventDefault();
    const name = event.detail.exception && event.detail.exception.name;
    line.textContent = WORDS[name] || "The key could not be used. Nothing was changed; try again, or use your password.";
    line.hidden = false;
    line.scrollIntoView({ block: "nearest" });
  });
})();
