// How the editor looks: the tokens of the page, so that it follows light and dark by itself.
import { EditorView } from "@codemirror/view";

const menu = { border: "1px solid var(--line-2)", borderRadius: "var(--radius)", backgroundColor: "var(--paper)", boxShadow: "0 .5rem 1.75rem var(--shade)", overflow: "hidden" };

export const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: ".8125rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px", borderRadius: "var(--radius-tag)" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontVariantLigatures: "none", lineHeight: "1.5rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0" },
  ".cm-line": { padding: "0 .5rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "1.5px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 .5rem 0 0", minWidth: "1.75rem" },
  ".cm-gutter-lint": { width: "1rem" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--paper-3) 70%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-line)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent-line)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--red-soft)" },
  ".cm-tooltip": menu,
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "17rem", padding: ".375rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { display: "flex", alignItems: "baseline", gap: ".75rem", padding: ".3125rem .5rem", borderRadius: "var(--radius-chip)", lineHeight: "1.25rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--accent)" },
  ".cm-completionLabel": { fontFamily: "var(--mono)", fontVariantLigatures: "none" },
  ".cm-completionDetail": { marginLeft: "auto", color: "var(--ink-3)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-tooltip.cm-completionInfo": { padding: ".5rem .75rem", maxWidth: "20rem", fontFamily: "var(--sans)", color: "var(--ink-2)" },
  ".cm-diagnostic": { padding: ".5rem .75rem", borderLeft: "3px solid var(--red)", fontFamily: "var(--sans)", whiteSpace: "pre-wrap" },
  ".cm-diagnosticText": { marginInlineEnd: ".75rem" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--amber)" },
  ".cm-diagnostic-info, .cm-diagnostic-hint": { borderLeftColor: "var(--blue)" },
  ".cm-diagnosticAction": { display: "inline-block", margin: ".25rem .25rem 0 0", padding: ".25rem .625rem", border: "1px solid var(--accent-line)", borderRadius: "var(--radius-chip)", backgroundColor: "var(--accent-soft)", color: "var(--accent)", font: "500 .8125rem/1.25rem var(--sans)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--red)", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--amber)", textUnderlineOffset: "3px" },
  ".cm-panels": { backgroundColor: "var(--paper-2)", color: "var(--ink)", borderTop: "1px solid var(--line)" },
});
