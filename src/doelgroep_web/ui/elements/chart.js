// <dg-chart label="…"><script type="application/json">a Vega-Lite definition</script></dg-chart>
// <dg-chart label="…" src="/where/the/definition/is"></dg-chart>
//
// Vega comes when a chart does, and only when it is about to be seen. Text of the form "token:accent" in a definition is the colour of that token, so that
// a chart follows light and dark.
class Chart extends HTMLElement {
  connectedCallback() {
    this.seen = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting) && this.begin(), { rootMargin: "200px" });
    this.seen.observe(this);
    this.redraw = () => this.view && this.draw();
    document.addEventListener("dg:theme", this.redraw);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    this.sized?.disconnect();
    this.view?.finalize();
    document.removeEventListener("dg:theme", this.redraw);
  }

  async begin() {
    this.seen.disconnect();
    this.vega = await import("../bundles/vega.js");
    this.definition ??= await this.find();
    await document.fonts.ready;
    await this.draw();
    this.sized = new ResizeObserver(() => this.vega.resize(this.view, this.clientWidth));
    this.sized.observe(this);
  }

  async find() {
    const source = this.getAttribute("src");
    if (!source) return JSON.parse(this.querySelector("script[type='application/json']").textContent);
    return (await fetch(source, { credentials: "same-origin" })).json();
  }

  async draw() {
    this.view?.finalize();
    this.place ??= this.appendChild(document.createElement("div"));
    this.view = await this.vega.draw(this.place, this.definition, this.clientWidth, this.getAttribute("label"));
  }
}

customElements.define("dg-chart", Chart);
