// The choice of light or dark takes effect at once and is kept by the server. Charts hear of it as dg:theme.
import { send } from "./app.js";

const changed = () => document.dispatchEvent(new CustomEvent("dg:theme"));

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]");
  const chosen = event.submitter;
  if (!form || !chosen) return;
  event.preventDefault();
  document.documentElement.dataset.theme = chosen.value;
  for (const each of form.querySelectorAll("[aria-pressed]")) each.ariaPressed = String(each === chosen);
  changed();
  send(form.action, new FormData(form, chosen));
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
