// Small elements that need no file of their own.
import { say } from "./app.js";

// <dg-copy text="…" said="Copied"><button>…</button></dg-copy>, or from="id" for the text of a field or an element.
class Copy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.getElementById(this.getAttribute("from"));
    await navigator.clipboard.writeText(this.getAttribute("text") ?? source?.value ?? source?.textContent ?? "");
    this.setAttribute("copied", "");
    say(this.getAttribute("said"));
    setTimeout(() => this.removeAttribute("copied"), 2000);
  }
}

// <dg-bulk>: check boxes of a table ([data-all] checks all others) and the bar .bulk, which shows when any is checked, with their number in [data-number].
class Bulk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.changed(event.target));
    this.changed(null);
  }

  changed(target) {
    const boxes = [...this.querySelectorAll("input[type=checkbox][name]:not([data-all])")].filter((each) => each.closest("tbody"));
    const all = this.querySelector("[data-all]");
    if (target && target === all) for (const each of boxes) each.checked = all.checked;
    const number = boxes.filter((each) => each.checked).length;
    if (all) {
      all.checked = number > 0 && number === boxes.length;
      all.indeterminate = number > 0 && number < boxes.length;
    }
    const bar = this.querySelector(".bulk");
    if (bar) bar.hidden = number === 0;
    for (const each of this.querySelectorAll("[data-number]")) each.textContent = new Intl.NumberFormat(document.documentElement.lang).format(number);
  }
}

// <dg-submit>: a form around it is sent when something in it changes, so that filters need no button. The button stays for those without scripts.
class Submit extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => event.target.form?.requestSubmit());
    for (const each of this.querySelectorAll("[data-without-scripts]")) each.hidden = true;
  }
}

customElements.define("dg-copy", Copy);
customElements.define("dg-bulk", Bulk);
customElements.define("dg-submit", Submit);
