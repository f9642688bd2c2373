// What every page loads: htmx, set up for a strict Content-Security-Policy, and what holds for all fragments. The other files here add elements.
import htmx from "htmx.org";

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  // A form that is refused comes back with what is wrong with it.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

export const csrf = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

export const send = (url, body, options = {}) =>
  fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" }, credentials: "same-origin", ...options });

// Screen readers hear what the server put in data-say; only the text of the region changes.
export function say(text) {
  const region = document.getElementById("live");
  if (region && text) region.textContent = text;
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf();
});

// The rule of focus: the server names the element, in the fragment (data-focus) or in a header (HX-Trigger-After-Settle: {"dg:focus": "#rule-3"}).
function focus(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus();
}

function arrived(root) {
  const wanted = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  wanted?.removeAttribute("data-focus");
  focus(wanted);
  const spoken = root.matches?.("[data-say]") ? root : root.querySelector("[data-say]");
  say(spoken?.dataset.say);
  const dialogs = [...(root.matches?.("dialog[data-open]") ? [root] : []), ...root.querySelectorAll("dialog[data-open]")];
  for (const dialog of dialogs) if (!dialog.open) dialog.showModal();
}

document.addEventListener("htmx:afterSettle", (event) => arrived(event.detail.elt));
document.addEventListener("dg:focus", (event) => focus(document.querySelector(event.detail.value)));
document.addEventListener("dg:say", (event) => say(event.detail.value));
arrived(document.body);

// A key puts the focus in the field that names it (data-shortcut="/"), unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  const field = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (!field?.checkVisibility()) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// <button data-dialog="id"> opens a dialog, <button data-close> closes the one it is in. A link keeps its address for those without scripts.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

export default htmx;
