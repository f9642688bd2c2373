// CodeMirror on a <textarea> of a query: colours, completion, remarks with their mending. Tab is left to the browser, so that the keyboard gets out.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, linter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { look } from "./query-look.js";

const CHECK_AFTER = 300;
const words = (element, name) => new Set((element.getAttribute(name) ?? "").split(/\s+/).filter(Boolean));

// The words of the language and the names of activities come from the server; here is only how texts, numbers and comments begin.
function language(element) {
  const keywords = words(element, "keywords");
  const activities = words(element, "activities");
  return StreamLanguage.define({
    token(stream) {
      if (stream.eatSpace()) return null;
      if (stream.match(/^--.*/)) return "comment";
      if (stream.match(/^'(?:[^']|'')*'?/)) return "string";
      if (stream.match(/^-?\d[\w.:-]*/)) return "number";
      const name = stream.match(/^`[^`]*`?|^[\p{L}_][\p{L}\p{N}_.]*/u);
      if (!name) {
        stream.next();
        return null;
      }
      if (keywords.has(name[0].toUpperCase())) return "keyword";
      if (/^(true|false)$/i.test(name[0])) return "number";
      return activities.has(name[0].replaceAll("`", "").toLowerCase()) ? "typeName" : "variableName";
    },
    languageData: { commentTokens: { line: "--" }, closeBrackets: { brackets: ["(", "'"] } },
    tokenTable: { typeName: tags.typeName },
  });
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--syntax-keyword)", fontWeight: "600" },
  { tag: tags.typeName, color: "var(--ink)", fontWeight: "700" },
  { tag: tags.variableName, color: "var(--syntax-field)" },
  { tag: tags.string, color: "var(--syntax-text)" },
  { tag: tags.number, color: "var(--syntax-number)" },
  { tag: tags.comment, color: "var(--syntax-comment)" },
]);

// Python counts characters, JavaScript halves of some of them (emoji): places are translated both ways.
const toUnits = (text, place) => [...text].slice(0, place).join("").length;
const toCharacters = (text, place) => [...text.slice(0, place)].length;

// Not FormData: that makes two characters of each end of a line, and the places would not be those of the text any more.
const form = (values) => new URLSearchParams(values);

function completion(element, send) {
  const url = element.getAttribute("complete");
  return async (context) => {
    if (!context.explicit && !context.matchBefore(/[\p{L}\p{N}_'`.:<>=!-]+|[(, ]$/u)) return null;
    const request = new AbortController();
    context.addEventListener("abort", () => request.abort());
    const text = context.state.doc.toString();
    try {
      const answer = await send(url, form({ text, position: toCharacters(text, context.pos) }), { signal: request.signal });
      return answer.ok ? choices(text, await answer.json()) : null;
    } catch {
      return null;
    }
  };
}

const choices = (text, { start, end, options }) => ({
  from: toUnits(text, start),
  to: toUnits(text, end),
  filter: false,
  options: options.map(({ label, kind, detail, info, text: insert, caret }) => ({ label, type: kind, detail, info: info || undefined, apply: put(insert, caret) })),
});

// What is chosen takes the place of what was typed; the cursor goes behind it, or to the place that the server names.
const put = (insert, caret) => (view, _, from, to) => {
  const anchor = from + (caret === null ? insert.length : toUnits(insert, caret));
  view.dispatch({ changes: { from, to, insert }, selection: { anchor }, userEvent: "input.complete" });
};

function remarks(element, send) {
  const url = element.getAttribute("check");
  return async (view) => {
    const text = view.state.doc.toString();
    const answer = await send(url, form({ text }));
    return answer.ok ? (await answer.json()).diagnostics.map((each) => remark(text, each)) : [];
  };
}

const remark = (text, { start, end, severity, message, fixes }) => ({
  from: toUnits(text, start),
  to: toUnits(text, end),
  severity,
  message,
  actions: (fixes ?? []).map((fix) => ({ name: fix.label, apply: (view, from, to) => mend(view, fix, from, to) })),
});

// A remark moves with the text; its mending moves as far.
function mend(view, fix, from, to) {
  const text = view.state.doc.toString();
  const given = fix.start !== undefined;
  view.dispatch({ changes: { from: given ? toUnits(text, fix.start) : from, to: given ? toUnits(text, fix.end) : to, insert: fix.text } });
  view.focus();
}

function extensions(element, textarea, send) {
  const label = element.getAttribute("label") ?? textarea.labels[0]?.textContent.trim() ?? "";
  const described = textarea.getAttribute("aria-describedby");
  const attributes = { "aria-label": label, spellcheck: "false", autocapitalize: "off", ...(described ? { "aria-describedby": described } : {}) };
  return [
    EditorView.cspNonce.of(document.querySelector("script[nonce]")?.nonce ?? ""),
    EditorState.phrases.of(JSON.parse(element.getAttribute("phrases") ?? "{}")),
    EditorView.contentAttributes.of(attributes),
    EditorState.readOnly.of(textarea.readOnly),
    EditorView.lineWrapping,
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    history(),
    bracketMatching(),
    closeBrackets(),
    language(element),
    syntaxHighlighting(colours),
    element.hasAttribute("complete") ? autocompletion({ override: [completion(element, send)], icons: false, activateOnTypingDelay: 120 }) : [],
    element.hasAttribute("check") ? [linter(remarks(element, send), { delay: CHECK_AFTER }), lintGutter()] : [],
    keymap.of([{ key: "Ctrl-Enter", mac: "Cmd-Enter", run: acceptCompletion }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
    look,
    EditorView.updateListener.of((update) => update.docChanged && mirrored(update.state, textarea)),
  ];
}

function mirrored(state, textarea) {
  textarea.value = state.doc.toString();
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

export function edit(element, textarea, send) {
  const view = new EditorView({ doc: textarea.value, extensions: extensions(element, textarea, send), parent: element });
  const toEditor = () => view.focus();
  textarea.hidden = true;
  for (const each of textarea.labels) each.addEventListener("click", toEditor);
  return {
    replace(text) {
      const { doc } = view.state;
      if (doc.toString() !== text) view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
    },
    destroy() {
      view.destroy();
      textarea.hidden = false;
    },
  };
}
