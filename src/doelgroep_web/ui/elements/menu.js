// <dg-menu><details class="menu">…</details></dg-menu>: closes on Escape, on a click elsewhere and when the focus leaves; arrow keys walk the items.
class Menu extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    this.addEventListener("focusout", this);
    document.addEventListener("pointerdown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this);
  }

  get details() {
    return this.querySelector("details");
  }

  get items() {
    return [...this.querySelectorAll(".menu-panel :is(a[href], button, input):not([disabled])")].filter((each) => each.checkVisibility());
  }

  handleEvent(event) {
    const leaves = event.type === "focusout" && event.relatedTarget && !this.contains(event.relatedTarget);
    const elsewhere = event.type === "pointerdown" && !this.contains(event.target);
    if (leaves || elsewhere) this.details.open = false;
    if (event.type === "keydown") this.key(event);
  }

  key(event) {
    if (event.key === "Escape" && this.details.open) {
      event.stopPropagation();
      this.details.open = false;
      this.querySelector("summary").focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.matches("input:not([type=checkbox], [type=radio])")) return;
    event.preventDefault();
    this.details.open = true;
    const items = this.items;
    const at = items.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
    items[next]?.focus();
  }
}

customElements.define("dg-menu", Menu);
