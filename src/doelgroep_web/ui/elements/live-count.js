// <dg-live-count url="…" form="id of a form" delay="400">what is shown now</dg-live-count>
//
// When the form changes, its content is posted to the url and the answer replaces what is shown. Until then the old number stays, marked as busy; an answer
// that is no longer wanted is dropped. The attribute "failed" is there when no answer came.
import htmx from "./app.js";

class LiveCount extends HTMLElement {
  connectedCallback() {
    this.setAttribute("hx-sync", "this:replace");
    this.form = document.getElementById(this.getAttribute("form")) ?? this.closest("form");
    for (const each of ["input", "change", "dg:changed"]) this.form?.addEventListener(each, this);
    for (const each of ["htmx:afterRequest", "htmx:beforeSwap"]) this.addEventListener(each, (event) => this.answered(event));
    this.number = 0;
    if (this.hasAttribute("now")) this.ask();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    for (const each of ["input", "change", "dg:changed"]) this.form?.removeEventListener(each, this);
  }

  handleEvent(event) {
    if (event.target.closest("[data-no-count]")) return;
    clearTimeout(this.waiting);
    this.ariaBusy = "true";
    this.waiting = setTimeout(() => this.ask(), Number(this.getAttribute("delay") ?? 400));
  }

  ask() {
    this.number += 1;
    this.ariaBusy = "true";
    this.removeAttribute("failed");
    const values = new FormData(this.form);
    values.set("count_number", this.number);
    htmx.ajax("POST", this.getAttribute("url"), { source: this, target: this, swap: "innerHTML", values });
  }

  answered(event) {
    const asked = Number(event.detail.requestConfig.formData?.get("count_number"));
    const stale = asked !== this.number;
    if (event.type === "htmx:beforeSwap") {
      if (stale) event.detail.shouldSwap = false;
      return;
    }
    if (stale) return;
    this.ariaBusy = null;
    this.toggleAttribute("failed", !event.detail.successful && event.detail.xhr.status !== 422);
  }
}

customElements.define("dg-live-count", LiveCount);
