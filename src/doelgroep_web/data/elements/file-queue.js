// <dg-file-queue>: sends chosen or dropped files one after the other, each as the body of a request, and shows how far each is. Without it the form does it.
import { csrf } from "../../ui/elements/app.js";

class FileQueue extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector(".sending");
    const drop = this.querySelector(".drop");
    this.input.addEventListener("change", () => this.sendAll(this.input.files));
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
    drop.addEventListener("dragleave", () => delete drop.dataset.over);
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      this.sendAll(event.dataTransfer.files);
    });
  }

  async sendAll(files) {
    if (!files.length) return;
    this.setAttribute("aria-busy", "true");
    this.input.disabled = true;
    const lines = [...files].map((file) => [file, this.line(file)]);
    let failed = false;
    for (const [file, line] of lines) failed = !(await this.send(file, line)) || failed;
    this.removeAttribute("aria-busy");
    this.input.disabled = false;
    this.input.value = "";
    if (!failed) location.reload();
  }

  line(file) {
    const line = this.querySelector("template").content.firstElementChild.cloneNode(true);
    line.querySelector(".sending-name").textContent = file.name;
    line.querySelector("progress").setAttribute("aria-label", `${this.dataset.sending} ${file.name}`);
    this.list.append(line);
    return line;
  }

  send(file, line) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const fail = (words) => {
        line.classList.add("error");
        line.replaceChildren(`${file.name}: ${words}`);
        resolve(false);
      };
      // The server would say so too, but it hangs up on a file that is too large, and then its words do not arrive.
      if (file.size > Number(this.dataset.limit) * 1048576) return fail(this.dataset.tooLarge);
      request.open("POST", this.dataset.address);
      request.setRequestHeader("X-CSRFToken", csrf());
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", (event) => {
        const share = event.total ? Math.floor((100 * event.loaded) / event.total) : 100;
        line.querySelector("progress").value = share;
        line.querySelector(".sending-share").textContent = `${share} %`;
      });
      request.addEventListener("load", () => {
        if (request.status < 300) return resolve(true);
        let words = this.dataset.failed;
        try {
          words = JSON.parse(request.responseText).message ?? words;
        } catch {
          // An answer of a server in front of ours.
        }
        fail(words);
      });
      request.addEventListener("error", () => fail(this.dataset.failed));
      request.send(file);
    });
  }
}

customElements.define("dg-file-queue", FileQueue);
