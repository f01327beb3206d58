// All that the editor page uses of CodeMirror 6, and nothing else: `make vendor` makes one file of it.
// Markdown comes without the grammars of HTML, CSS and JavaScript: content has none of them.
import { Language, LanguageSupport, defineLanguageFacet } from "@codemirror/language";
import { GFM, parser } from "@lezer/markdown";

export { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
export { yaml, yamlFrontmatter } from "@codemirror/lang-yaml";
export { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
export { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
export { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
export { EditorSelection, EditorState } from "@codemirror/state";
export {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
export { tags } from "@lezer/highlight";

const facet = defineLanguageFacet({ closeBrackets: { brackets: ["(", "[", "{", '"'] } });

export const markdown = () =>
  new LanguageSupport(new Language(facet, parser.configure([GFM]), [], "markdown"));
