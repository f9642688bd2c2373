// <dg-query-editor complete="…" check="…"><textarea name="query">…</textarea></dg-query-editor>
//
// CodeMirror comes when an editor does, and takes the textarea over; that stays what the form sends, and fires "input" on every change. The attributes and
// the JSON of both addresses are described in ui/README.md.
import { send } from "./app.js";

class QueryEditor extends HTMLElement {
  connectedCallback() {
    this.textarea = this.querySelector("textarea");
    this.replaced = (event) => event.detail.editor === this.id && this.replace(event.detail.text);
    document.addEventListener("dg:text", this.replaced);
    this.begin();
  }

  disconnectedCallback() {
    document.removeEventListener("dg:text", this.replaced);
    this.editor?.destroy();
  }

  async begin() {
    const { edit } = await import("../bundles/query-editor.js");
    if (!this.isConnected || this.editor) return;
    this.editor = edit(this, this.textarea, send);
    this.setAttribute("ready", "");
  }

  // The text changed elsewhere, such as in the builder: HX-Trigger: {"dg:text": {"editor": "query", "text": "…"}}.
  replace(text) {
    if (this.editor) this.editor.replace(text);
    else this.textarea.value = text;
  }
}

customElements.define("dg-query-editor", QueryEditor);
