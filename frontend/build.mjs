// Bundles what the browser gets: node build.mjs [--watch]
//
// In:  css/*.css and elements/*.js of src/doelgroep_web/ui (css/ground first) and of every other slice, the icons that ui/icons.txt names, fonts from npm.
// Out: src/doelgroep_web/ui/static/doelgroep, every file with a hash of its content in its name and compressed copies beside it, and
//      manifest.json, in which ui/assets.py looks up "app.js", "app.css", "icons.svg" and the fonts.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const WEB = join(HERE, "../src/doelgroep_web");
const OUT = join(WEB, "ui/static/doelgroep");
const MODULES = join(HERE, "node_modules");
const BROWSERS = ["chrome123", "firefox121", "safari17.5"];
const COMPRESSED = /\.(js|css|svg|json)$/;

const slices = () =>
  readdirSync(WEB, { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name !== "ui")
    .map((each) => each.name)
    .sort();

// Folders named "css" or "elements" at any depth of a slice.
function filesOf(slice, folder, ending) {
  const root = join(WEB, slice);
  return readdirSync(root, { recursive: true })
    .filter((each) => each.endsWith(ending) && basename(dirname(each)) === folder)
    .map((each) => join(root, each))
    .sort();
}

const quoted = (path) => JSON.stringify(path);

function styles() {
  const ground = filesOf("ui", "ground", ".css").map((each) => [each, "ground"]);
  const own = filesOf("ui", "css", ".css").map((each) => [each, "components"]);
  const others = slices().flatMap((slice) => filesOf(slice, "css", ".css").map((each) => [each, "slices"]));
  const imports = [...ground, ...own, ...others].map(([path, layer]) => `@import ${quoted(path)} layer(${layer});`);
  return ["@layer ground, components, slices;", ...imports].join("\n");
}

function scripts() {
  const files = ["ui", ...slices()].flatMap((slice) => filesOf(slice, "elements", ".js"));
  return files.map((path) => `import ${quoted(path)};`).join("\n");
}

const SHARED = {
  bundle: true,
  write: false,
  minify: true,
  metafile: true,
  outdir: OUT,
  target: BROWSERS,
  nodePaths: [MODULES],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  legalComments: "none",
  logLevel: "warning",
};

const virtual = (contents, loader) => ({ contents, loader, resolveDir: HERE, sourcefile: `app.${loader}` });

async function bundled() {
  const script = await build({ ...SHARED, stdin: virtual(scripts(), "js"), format: "esm", splitting: true });
  const style = await build({ ...SHARED, stdin: virtual(styles(), "css"), loader: { ".woff2": "file" } });
  const files = [...script.outputFiles, ...style.outputFiles].map((each) => [relative(OUT, each.path), Buffer.from(each.contents)]);
  const inputs = Object.keys({ ...script.metafile.inputs, ...style.metafile.inputs }).filter((each) => each.includes("node_modules/"));
  return [...files.map(([name, contents]) => [name.replace(/^stdin-/, "app-"), contents]), ["LICENCES.txt", licences(inputs)]];
}

// An icon of Tabler as a symbol: the drawing only. "star-filled" is the filled one.
function symbol(name) {
  const folder = name.endsWith("-filled") ? "filled" : "outline";
  const path = join(MODULES, "@tabler/icons/icons", folder, `${name.replace(/-filled$/, "")}.svg`);
  if (!existsSync(path)) throw new Error(`ui/icons.txt names "${name}", and Tabler has no icon of that name`);
  const drawing = readFileSync(path, "utf8")
    .replace(/^[\s\S]*?<svg[\s\S]*?>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path[^>]*d="M0 0h24v24H0z"[^>]*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  const paint = folder === "filled" ? 'fill="currentColor"' : 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${drawing}</symbol>`;
}

function sprite() {
  const names = readFileSync(join(WEB, "ui/icons.txt"), "utf8").split(/\s+/).filter(Boolean);
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`);
}

const digest = (contents) => createHash("sha256").update(contents).digest("base64url").replace(/[-_]/g, "").slice(0, 8).toUpperCase();

function hashed(name, contents) {
  const dot = name.lastIndexOf(".");
  return [`${name.slice(0, dot)}-${digest(contents)}${name.slice(dot)}`, contents];
}

function manifest(files) {
  const names = files.map(([name]) => name);
  const find = (start, ending) => names.find((each) => each.startsWith(start) && each.endsWith(ending));
  const fonts = names.filter((each) => /^(inter-latin-opsz|source-serif-4-latin-wght-normal)/.test(each));
  return { "app.js": find("app-", ".js"), "app.css": find("app-", ".css"), "icons.svg": find("icons-", ".svg"), "favicon.svg": find("favicon-", ".svg"), fonts: fonts.sort() };
}

// The licences of everything that is handed on, as they ask for.
function licences(inputs) {
  const found = [...inputs, "@tabler/icons/x"].map((path) => /^(?:.*node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
  const texts = [...new Set(found)].sort().map((name) => {
    const folder = join(MODULES, name);
    const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
  });
  return Buffer.from(texts.join(`\n${"-".repeat(80)}\n\n`));
}

// Renamed into place, so that a running server never reads half a file; the manifest comes last and what it no longer names goes.
function put(name, contents) {
  const half = join(OUT, `.${name}.half`);
  writeFileSync(half, contents);
  renameSync(half, join(OUT, name));
}

function write(files) {
  mkdirSync(OUT, { recursive: true });
  const kept = new Set(["manifest.json"]);
  for (const [name, contents] of files) {
    const copies = COMPRESSED.test(name) ? [[`${name}.gz`, gzipSync(contents, { level: 9 })], [`${name}.br`, brotliCompressSync(contents)]] : [];
    for (const [each, bytes] of [[name, contents], ...copies]) {
      kept.add(each);
      if (name === "LICENCES.txt" || !existsSync(join(OUT, each))) put(each, bytes);
    }
  }
  put("manifest.json", `${JSON.stringify(manifest(files), null, 2)}\n`);
  for (const name of readdirSync(OUT)) if (!kept.has(name)) rmSync(join(OUT, name));
}

async function main() {
  const favicon = readFileSync(join(WEB, "ui/images/favicon.svg"));
  write([...(await bundled()), hashed("icons.svg", sprite()), hashed("favicon.svg", favicon)]);
}

await main();
if (process.argv.includes("--watch")) {
  let waiting;
  watch(WEB, { recursive: true }, (_, name) => {
    if (!name || name.includes("static") || !/(css|elements|bundles|images)[/\\]|icons\.txt/.test(name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => main().catch((error) => console.error(error.message)), 100);
  });
}
