// <dg-upload><form method="post" enctype="multipart/form-data">… <input type="file" multiple> <progress hidden> <output></output> …</form></dg-upload>
//
// Sends the form with progress; goes where the answer leads, or shows what is wrong (422) in place of the form. Files can be dropped on .drop.
import { csrf } from "./app.js";

class Upload extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.submit(event));
    for (const each of ["dragover", "dragleave", "drop"]) this.addEventListener(each, (event) => this.drag(event));
  }

  drag(event) {
    const zone = event.target.closest(".drop");
    if (!zone) return;
    event.preventDefault();
    zone.toggleAttribute("data-over", event.type === "dragover");
    if (event.type !== "drop" || !event.dataTransfer.files.length) return;
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  submit(event) {
    const form = event.target;
    const input = form.querySelector("input[type=file]");
    if (!input?.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (step) => this.progress(form, step));
    request.addEventListener("load", () => this.answered(form, request));
    request.addEventListener("error", () => this.busy(form, false));
    request.addEventListener("abort", () => this.busy(form, false));
    form.querySelector("[data-cancel]")?.addEventListener("click", () => request.abort(), { once: true });
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", csrf());
    const data = new FormData(form, event.submitter);
    this.busy(form, true);
    request.send(data);
  }

  busy(form, isBusy) {
    form.ariaBusy = isBusy ? "true" : null;
    for (const each of form.querySelectorAll("button:not([data-cancel]), input[type=file]")) each.disabled = isBusy;
    for (const each of form.querySelectorAll("progress, [data-cancel]")) each.hidden = !isBusy;
  }

  progress(form, step) {
    if (!step.lengthComputable) return;
    const bar = form.querySelector("progress");
    const words = form.querySelector("output");
    if (bar) bar.value = step.loaded / step.total;
    if (words) words.value = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(step.loaded / step.total);
  }

  answered(form, request) {
    this.busy(form, false);
    if (request.status < 400) return location.assign(request.responseURL);
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const replacement = answer.querySelector("dg-upload") ?? answer.querySelector("main");
    if (replacement) this.replaceChildren(...replacement.childNodes);
    this.querySelector("[data-focus], [role=alert]")?.focus();
  }
}

customElements.define("dg-upload", Upload);
