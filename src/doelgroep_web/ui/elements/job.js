// <dg-job url="…">a piece of work as it stands</dg-job>
//
// Asks the url for a fresh fragment: often while something changes, less and less often while nothing does, not at all while the page is not looked at. It
// ends when the fragment holds [data-ended]; with data-then on that element the browser goes there.
import htmx from "./app.js";

const SOONEST = 400;
const LATEST = 15000;
const SLOWER = 1.4;

class Job extends HTMLElement {
  connectedCallback() {
    this.pause = SOONEST;
    this.look = () => document.visibilityState === "visible" && this.ask();
    document.addEventListener("visibilitychange", this.look);
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    document.removeEventListener("visibilitychange", this.look);
  }

  plan() {
    clearTimeout(this.waiting);
    const ended = this.querySelector("[data-ended]");
    if (!ended) this.waiting = setTimeout(this.look, this.pause);
    else if (this.asked) this.finish(ended);
  }

  async ask() {
    clearTimeout(this.waiting);
    if (this.querySelector("[data-ended]")) return;
    this.asked = true;
    const before = this.innerHTML;
    try {
      await htmx.ajax("GET", this.getAttribute("url"), { source: this, target: this, swap: "innerHTML" });
    } finally {
      this.pause = this.innerHTML === before ? Math.min(this.pause * SLOWER, LATEST) : SOONEST;
      if (this.isConnected) this.plan();
    }
  }

  finish(ended) {
    document.body.dispatchEvent(new CustomEvent("dg:jobs"));
    if (ended.dataset.then) location.assign(ended.dataset.then);
  }
}

customElements.define("dg-job", Job);
