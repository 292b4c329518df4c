/* The answer on the page as one text, as the server keeps it (answers.py): words, or keys joined by spaces. */
"use strict";

window.vivaAnswers = (() => {
  const fields = (form) => Array.from(form.querySelectorAll("[name=text]"));
  const steps = (form) => form.querySelector("#steps-to-order");
  const isChosen = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value !== "");

  function read(form) {
    if (form.elements.response) return form.elements.response.value;
    const keys = fields(form).filter(isChosen).map((field) => field.value);
    if (steps(form)) return "isAnswered" in steps(form).dataset ? keys.join(" ") : "";
    return keys.sort().join(" ");
  }

  /* The answer as the page came, whatever was typed or chosen before the scripts were there. Steps cannot be moved then. */
  function served(form) {
    if (form.elements.response) return form.elements.response.defaultValue;
    if (steps(form)) return read(form);
    const options = fields(form).flatMap((field) => (field.tagName === "SELECT" ? Array.from(field.options) : [field]));
    return options.filter((one) => (one.defaultSelected || one.defaultChecked) && one.value).map((one) => one.value).sort().join(" ");
  }

  function write(form, text) {
    const keys = text.split(" ").filter(Boolean);
    if (form.elements.response) {
      form.elements.response.value = text;
    } else if (steps(form)) {
      for (const key of keys) {
        const step = Array.from(steps(form).children).find((item) => item.dataset.key === key);
        if (step) steps(form).append(step);
      }
      if (keys.length) steps(form).dataset.isAnswered = "";
    } else {
      for (const field of fields(form)) {
        if (field.tagName === "SELECT") {
          field.value = keys.find((key) => Array.from(field.options, (option) => option.value).includes(key)) || "";
        } else {
          field.checked = keys.includes(field.value);
        }
      }
    }
  }

  /* The values of the form's fields that say this text. */
  const parts = (form, text) => (form.elements.response ? [text] : text.split(" ").filter(Boolean));

  /* The text as a person reads it: what its keys stand for, a line each. */
  function say(form, text) {
    const keys = text.split(" ").filter(Boolean);
    const field = (key) => fields(form).find((one) => one.value === key || Array.from(one.options || []).some((option) => option.value === key));
    if (form.elements.response) return text;
    return keys.filter(field).map((key, index) => {
      const one = field(key);
      if (one.tagName === "SELECT") {
        return `${one.labels[0].textContent.trim()}: ${Array.from(one.options).find((option) => option.value === key).text}`;
      }
      const words = one.closest("li, label").querySelector(".prose, span").textContent.trim();
      return steps(form) ? `${index + 1}. ${words}` : words;
    }).join("\n");
  }

  return { read, served, write, parts, say };
})();
