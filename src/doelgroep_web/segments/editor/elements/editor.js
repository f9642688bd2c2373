// What the segment editor needs beyond the elements that all pages have.
import htmx from "../../../ui/elements/app.js";

// A button that stands outside of its form (undo, the mending of a remark) is part of what is sent, too.
document.addEventListener("htmx:configRequest", (event) => {
  const button = event.detail.triggeringEvent?.submitter;
  if (button?.name) event.detail.parameters[button.name] = button.value;
});

// A choice made in a dialog closes it and sends its form; the dialog goes out of the page, so that no field of it stays behind.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-closes]");
  if (form && event.detail.successful && event.detail.requestConfig.verb === "post") form.closest("dialog")?.close();
});

// The number that has arrived sets off what rests on it: who joins and leaves, with the reason.
document.addEventListener("htmx:afterSwap", (event) => {
  const bar = document.getElementById("result");
  if (bar && !bar.hasAttribute("aria-busy") && event.detail.requestConfig?.path?.includes("/result/")) htmx.trigger(document.body, "counted");
});

// Control and Z anywhere but in a text undoes the last change of the builder.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, textarea, [contenteditable=true]")) return;
  const key = event.key.toLowerCase();
  const name = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : "";
  const button = name && document.getElementById(name);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
});
