// Draws Vega-Lite definitions with the interpreter of expressions, which needs no eval: the Content-Security-Policy forbids that.
import { mergeConfig, parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

const CATEGORIES = Array.from({ length: 10 }, (_, number) => `category-${number + 1}`);
const TOKEN = /^token:([a-z0-9-]+)$/;

// Custom properties hold light-dark(...); only a real property says which of the two it is.
function palette(place) {
  const probe = place.ownerDocument.createElement("span");
  probe.hidden = true;
  place.append(probe);
  const found = (name) => {
    probe.style.color = "";
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  return { found, end: () => probe.remove() };
}

function painted(value, colour) {
  if (typeof value === "string") return TOKEN.test(value) ? colour(TOKEN.exec(value)[1]) : value;
  if (Array.isArray(value)) return value.map((each) => painted(each, colour));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, painted(each, colour)]));
  return value;
}

const theme = (colour) => ({
  background: "transparent",
  font: "Inter",
  padding: 0,
  view: { stroke: null },
  axis: {
    labelColor: colour("ink-3"),
    titleColor: colour("ink"),
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 600,
    titleAnchor: "start",
    grid: true,
    gridColor: colour("line"),
    gridWidth: 1,
    domain: false,
    ticks: false,
    labelPadding: 8,
    zindex: 0,
  },
  axisX: { grid: false, titlePadding: 8 },
  axisY: { titleAngle: 0, titleAlign: "left", titleBaseline: "bottom", titleX: 0, titleY: -8, tickCount: 5 },
  header: { labelColor: colour("ink"), titleColor: colour("ink"), labelFontSize: 12, labelFontWeight: 600 },
  legend: { labelColor: colour("ink-2"), titleColor: colour("ink"), labelFontSize: 12, orient: "top", title: null, symbolType: "square" },
  title: { color: colour("ink"), fontSize: 14, fontWeight: 600, anchor: "start" },
  range: { category: CATEGORIES.map(colour), ordinal: { scheme: "greens" }, ramp: [colour("accent-soft"), colour("accent")] },
  mark: { color: colour("accent") },
  line: { strokeWidth: 2, strokeJoin: "round" },
  area: { opacity: 0.12, line: true },
  bar: { cornerRadiusEnd: 0 },
  rule: { color: colour("ink-2") },
  text: { color: colour("ink"), fontSize: 12, fontWeight: 600 },
  tick: { color: colour("ink"), thickness: 2 },
});

// A height in steps ("so much for each bar") follows from the data.
const fits = (definition) => (typeof definition.height === "object" ? "fit-x" : "fit");

export async function draw(place, definition, width, label) {
  const { found, end } = palette(place.parentElement);
  const config = mergeConfig(theme(found), painted(definition.config ?? {}, found));
  const wanted = { autosize: { type: fits(definition), contains: "padding" }, ...painted(definition, found), width, config };
  end();
  const runtime = parse(compile(wanted).spec, {}, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: "svg", container: place, hover: true, description: label ?? "" });
  await view.runAsync();
  return view;
}

export function resize(view, width) {
  if (view && width && Math.abs(view.width() - width) > 1) view.width(width).runAsync();
}
