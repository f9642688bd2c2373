// <dg-combobox url="…">
//   <input role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="list-1" …> <input type="hidden" name="field">
//   <div class="listbox" role="listbox" id="list-1" aria-label="…" hidden></div>
// </dg-combobox>
//
// Options come from the url (?q=typed) as HTML: <div role="option" id="…" data-value="orders" data-label="Orders">…</div>. The chosen value goes into the
// hidden input, which then fires "change"; with the attribute "free" the typed text counts too.
class Combobox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("[role=combobox]");
    this.list = this.querySelector("[role=listbox]");
    this.hidden_input = this.querySelector("input[type=hidden]");
    for (const each of ["input", "keydown", "click", "focusout"]) this.addEventListener(each, this);
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    this.request?.abort();
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]:not([aria-disabled=true])")];
  }

  handleEvent(event) {
    const option = event.target.closest("[role=option]");
    if (event.type === "focusout" && !this.contains(event.relatedTarget)) this.close();
    if (event.type === "click" && option) this.choose(option);
    if (event.type === "click" && event.target === this.input && !this.isOpen) this.load(0, "");
    if (event.type === "input" && event.target === this.input) this.typed(event);
    if (event.type === "keydown" && event.target === this.input) this.key(event);
  }

  typed(event) {
    if (this.hasAttribute("free") && this.hidden_input) this.hidden_input.value = this.input.value;
    if (event.isComposing) return;
    this.load(150);
  }

  load(delay, text = this.input.value) {
    clearTimeout(this.waiting);
    this.request?.abort();
    this.waiting = setTimeout(() => this.fetch(text), delay);
  }

  async fetch(text) {
    this.request = new AbortController();
    const url = new URL(this.getAttribute("url"), location.href);
    url.searchParams.set("q", text);
    try {
      const answer = await fetch(url, { signal: this.request.signal, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      if (answer.ok) this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(html) {
    this.list.innerHTML = html;
    this.list.hidden = false;
    this.input.ariaExpanded = "true";
    const chosen = this.options.find((each) => each.dataset.value === this.hidden_input?.value);
    this.activate(chosen ?? (this.input.value ? this.options[0] : null));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    clearTimeout(this.waiting);
    this.request?.abort();
    this.list.hidden = true;
    this.input.ariaExpanded = "false";
    this.activate(null);
  }

  activate(option) {
    this.list.querySelector("[data-active]")?.removeAttribute("data-active");
    this.active = option ?? null;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.dataset.active = "";
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!this.isOpen) return this.load(0, "");
      const options = this.options;
      const at = options.indexOf(this.active);
      this.activate(options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length]);
    } else if (event.key === "Enter" && this.isOpen && this.active) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  choose(option) {
    this.input.value = option.dataset.label ?? option.textContent.trim();
    this.close();
    const target = this.hidden_input ?? this.input;
    if (this.hidden_input) this.hidden_input.value = option.dataset.value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
    if (option.dataset.href) location.assign(option.dataset.href);
  }
}

customElements.define("dg-combobox", Combobox);
