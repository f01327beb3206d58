// Turns the text area of the editor's page into CodeMirror, checks what is typed and shows its page.
// save.js saves the form; what the server does not have yet is kept in this browser as well.
import {
  EditorSelection,
  EditorState,
  EditorView,
  HighlightStyle,
  bracketMatching,
  defaultKeymap,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSelectionMatches,
  history,
  historyKeymap,
  keymap,
  lineNumbers,
  lintGutter,
  lintKeymap,
  markdown,
  search,
  searchKeymap,
  setDiagnostics,
  syntaxHighlighting,
  tags,
  yaml,
  yamlFrontmatter,
} from "../vendor/codemirror-6.43.15/codemirror.js";
import { t } from "./page.js";

const CHECK_MS = 400;
const CHECK_TIMEOUT_MS = 15_000;
const KEEP_MS = 300;
const MOST_BYTES = 1_000_000;
const room = document.querySelector("[data-editor]");
const form = document.getElementById("editor-form");
const area = document.getElementById("text");
const beside = room.querySelector("[data-beside]");
const counts = room.querySelector("[data-counts]");
const tabs = room.querySelector("[data-panes]");
const place = `tpm-text-${document.body.dataset.person} ${form.getAttribute("action")}`;

// The site's own colours: they follow light and dark by themselves.
const theme = EditorView.theme({
  "&": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: "var(--corner)", height: "min(72vh, 60rem)", fontSize: "1rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: ".9em", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--muted)", borderRight: "1px solid var(--soft)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--soft) 35%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--soft)", color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--accent) 25%, transparent)" },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--soft)" },
  ".cm-searchMatch-selected": { outline: "2px solid var(--accent)" },
  ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--rule)" },
  ".cm-panel.cm-search": { fontSize: "var(--size-1)", display: "flex", flexWrap: "wrap", gap: ".25rem .5rem", alignItems: "center", padding: ".5rem 2rem .5rem .5rem" },
  ".cm-panel.cm-search label": { fontSize: "1rem", fontWeight: "400", display: "inline-flex", alignItems: "center", gap: ".35rem", minHeight: "2rem" },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search [name=close]": { fontSize: "1.25rem", minWidth: "1.5rem", minHeight: "1.5rem" },
  ".cm-textfield": { fontSize: "1rem", backgroundColor: "var(--sheet)", border: "1px solid var(--rule)", width: "14rem", minHeight: "2.25rem" },
  ".cm-button": { fontSize: "1rem", backgroundImage: "none", backgroundColor: "var(--sheet)", border: "1px solid var(--rule)", minHeight: "2.25rem" },
  ".cm-tooltip": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--rule)", maxWidth: "30rem" },
  ".cm-diagnostic": { fontFamily: "var(--face)", fontSize: "1rem", padding: ".35rem .6rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--stop)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--care)" },
  // The marks of the gutter are pictures in CodeMirror; the policy of the site has none of that kind.
  ".cm-lint-marker": { width: ".7em", height: ".7em", marginTop: ".4em" },
  ".cm-lint-marker-error": { content: "normal", backgroundColor: "var(--stop)", borderRadius: "50%" },
  ".cm-lint-marker-warning": { content: "normal", backgroundColor: "var(--care)", transform: "rotate(45deg)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--stop)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dotted var(--care)" },
});
const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "600", color: "var(--accent)" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], color: "var(--info)" },
  { tag: [tags.monospace, tags.string], color: "var(--good)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.atom], color: "var(--accent)" },
  { tag: [tags.comment, tags.quote], color: "var(--muted)" },
  { tag: [tags.processingInstruction, tags.meta, tags.punctuation], color: "var(--muted)" },
]);
const languages = { yaml: () => yaml(), svg: () => [], markdown: () => yamlFrontmatter({ content: markdown() }) };

// What CodeMirror says itself, by its own words for it.
const PHRASES = {
  Find: t("Find"), Replace: t("Replace"), next: t("next"), previous: t("previous"), all: t("all"),
  "match case": t("match case"), regexp: t("regexp"), "by word": t("by word"), replace: t("replace"),
  "replace all": t("replace all"), close: t("close"), "current match": t("current match"),
  "on line": t("on line"), "replaced match on line $": t("replaced match on line $"),
  "replaced $ matches": t("replaced $ matches"), "Go to line": t("Go to line"), go: t("go"),
  Diagnostics: t("Diagnostics"), "No diagnostics": t("No diagnostics"),
  "Selection deleted": t("Selection deleted"),
};

const label = document.querySelector("label[for=text]").textContent;
const view = new EditorView({
  state: EditorState.create({
    doc: area.value,
    extensions: [
      EditorView.cspNonce.of(room.dataset.nonce),
      EditorView.contentAttributes.of({ "aria-label": `${label} ${room.dataset.name}`, "aria-describedby": "text-hint", spellcheck: "true", lang: "en-GB", tabindex: "0" }),
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      bracketMatching(),
      search({ top: true }),
      EditorState.phrases.of(PHRASES),
      EditorView.lineWrapping,
      syntaxHighlighting(colours),
      theme,
      languages[room.dataset.kind](),
      keymap.of([
        { key: "Mod-s", run: () => (saveNow(), true) },
        ...searchKeymap,
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed();
        if (update.selectionSet || update.docChanged) moved();
      }),
    ],
  }),
});
area.before(view.dom);
area.hidden = true;
document.documentElement.classList.add("has-editor");
room.dataset.ready = "yes";
// The label's click and the error summary's link lead to the text, whatever draws it.
document.querySelector("label[for=text]").addEventListener("click", () => view.focus());
if (location.hash === "#text") view.focus();

// ---- Saving: save.js sends the form; a number tells which text its answer is about.
let stamp = 0;
let tooLarge = false;
let keepTimer = 0;
const text = () => view.state.doc.toString();

function changed() {
  stamp += 1;
  clearTimeout(keepTimer);
  keepTimer = setTimeout(keep, KEEP_MS);
  const words = text();
  const large = new Blob([words]).size > MOST_BYTES;
  tooLarge = large;
  if (large) {
    // Nothing is sent that the site refuses: it stays here, and is kept in this browser.
    sayTooLarge();
    return;
  }
  fill(words);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  soon();
}

addEventListener("beforeunload", (event) => {
  if (tooLarge) event.preventDefault();
});

function sayTooLarge() {
  const status = form.querySelector("[data-status]");
  Object.assign(status, { textContent: t("Not saved: a file has at most 1 MB. Make it shorter.") }).dataset.state = "refused";
}

function fill(words) {
  area.value = words;
  form.elements.stamp.value = String(stamp);
}

function saveNow() {
  if (stamp === 0) return;
  fill(text());
  form.requestSubmit();
}

function keep() {
  try {
    const kept = { text: text(), seen: form.elements.seen.value, at: Date.now() };
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Without room of its own the browser still warns before the page is left.
  }
}

function forget() {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}

document.addEventListener("tpm:saved", ({ target, detail }) => {
  if (target !== form) return;
  form.elements.seen.value = detail.seen;
  for (const field of document.querySelectorAll("form:not(#editor-form) [name=seen]")) field.value = detail.seen;
  // An earlier text was saved: what is too large since is not, and its line stays.
  if (tooLarge) sayTooLarge();
  if (detail.stamp !== String(stamp)) return;
  clearTimeout(keepTimer);
  forget();
});

// Somebody else saved the file meanwhile: both texts come back as one, and can be undone.
document.addEventListener("tpm:refused", ({ target, detail }) => {
  if (target !== form || detail.merged === undefined || detail.stamp !== String(stamp)) return;
  form.elements.seen.value = detail.seen;
  const note = document.querySelector("[data-merged]");
  note.hidden = false;
  note.querySelector("[data-merged-told]").textContent = detail.error;
  put(detail.merged);
});

// Replaces what differs only, so that the cursor stays where it was.
function put(words) {
  const now = text();
  let from = 0;
  while (from < now.length && now[from] === words[from]) from += 1;
  let end = 0;
  const most = Math.min(now.length, words.length) - from;
  while (end < most && now[now.length - 1 - end] === words[words.length - 1 - end]) end += 1;
  view.dispatch({ changes: { from, to: now.length - end, insert: words.slice(from, words.length - end) } });
}

const WHEN = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function offerKept() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(place));
  } catch {
    return;
  }
  if (!kept || kept.text === text()) return forget();
  const note = document.querySelector("[data-unsaved]");
  note.querySelector("[data-unsaved-at]").textContent = WHEN.format(kept.at);
  note.hidden = false;
  note.querySelector("[data-take]").addEventListener("click", () => {
    note.hidden = true;
    // What it began with: if somebody saved the file since, the answer has both changes.
    form.elements.seen.value = kept.seen;
    put(kept.text);
    view.focus();
  });
  note.querySelector("[data-leave]").addEventListener("click", () => {
    note.hidden = true;
    forget();
    view.focus();
  });
}

// ---- Checking: one request at a time, always with the newest text; older answers are dropped.
let asked = 0;
let checkTimer = 0;
let checking = false;
let again = false;
let shown = room.dataset.show;
let line = Number(room.dataset.line);

const soon = () => {
  clearTimeout(checkTimer);
  checkTimer = setTimeout(check, CHECK_MS);
};

async function check() {
  clearTimeout(checkTimer);
  asked += 1;
  again = true;
  if (checking) return;
  checking = true;
  while (again) {
    again = false;
    const number = asked;
    const reply = await ask(number, true);
    if (reply && number === asked) show(reply);
  }
  checking = false;
}

// The server's answer about the text as it stands; null where there is none to be had now.
async function ask(number, mayRenew) {
  const fields = { name: room.dataset.name, text: text(), line, show: shown, stamp: number };
  const body = new URLSearchParams({ ...fields, csrf_token: form.elements.csrf_token.value });
  let response, reply;
  try {
    response = await fetch(room.dataset.check, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
    });
    reply = await response.json();
  } catch {
    return null; // The line is down: the next pause asks again.
  }
  if (response.ok) return reply;
  if (!reply.csrf_token || !mayRenew) return null;
  for (const field of document.getElementsByName("csrf_token")) field.value = reply.csrf_token;
  return ask(number, false);
}

function show({ counts: told, problems, html }) {
  if (counts.textContent !== told) counts.textContent = told;
  const open = [...beside.querySelectorAll("details[open]")].map((one) => one.querySelector("summary")?.textContent);
  const scrolled = beside.scrollTop;
  beside.innerHTML = html;
  for (const one of beside.querySelectorAll("details")) one.open = open.includes(one.querySelector("summary")?.textContent);
  beside.scrollTop = scrolled;
  follow();
  underline(problems);
}

function underline(problems) {
  view.dispatch(setDiagnostics(view.state, problems.map(diagnostic)));
}

function diagnostic({ line: number, column, code, severity, message }) {
  const found = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
  const from = Math.min(found.from + Math.max(column - 1, 0), found.to);
  const word = /^[\p{L}\p{N}-]+|^\S+/u.exec(view.state.sliceDoc(from, found.to));
  const to = word ? from + word[0].length : found.to;
  return { from: to > from ? from : found.from, to: Math.max(to, from), severity, message: `${code}: ${message}` };
}

// The preview turns to the part in which the cursor is, once it is another one.
let part = "";
function follow() {
  const before = [...beside.querySelectorAll("[data-from]")].filter((one) => Number(one.dataset.from) <= line);
  const now = before.at(-1);
  const name = now ? now.id || now.getAttribute("aria-labelledby") : "";
  if (now && name !== part) beside.scrollTop = now.offsetTop - 16;
  part = name;
}

// ---- The panes: buttons that send the form without this script; on a narrow screen the text is one of them.
const narrow = matchMedia("(max-width: 63.99rem)");
function turnTo(pane) {
  room.dataset.narrow = pane === "text" ? "text" : "beside";
  if (pane !== "text") shown = pane;
  form.elements.show.value = shown;
  part = "";
  mark();
  if (pane === "text") view.focus();
  else check();
}

function mark() {
  const current = narrow.matches && room.dataset.narrow === "text" ? "text" : shown;
  for (const tab of tabs.querySelectorAll("[data-pane]")) {
    if (tab.dataset.pane === current) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}
narrow.addEventListener("change", mark);

tabs.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-pane]");
  if (!tab) return;
  event.preventDefault();
  turnTo(tab.dataset.pane);
});

beside.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  room.dataset.narrow = "text";
  mark();
  goTo(Number(link.dataset.line), Number(link.dataset.column));
});

function goTo(number, column = 1) {
  const found = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
  const at = Math.min(found.from + column - 1, found.to);
  view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
}

// The preview shows what is around the cursor: it follows when the cursor leaves its line.
function moved() {
  const now = view.state.doc.lineAt(view.state.selection.main.head).number;
  if (now === line) return;
  line = now;
  form.elements.line.value = String(line);
  for (const link of document.querySelectorAll("[data-with-line]")) {
    const address = new URL(link.href);
    address.searchParams.set("line", String(line));
    link.href = address.href;
  }
  if (shown === "preview") soon();
}

// ---- Inserting: the first number that nobody has; those that the text has already are passed over.
const menu = document.querySelector("[data-insert-menu]");
const ID = /\{#([a-z0-9-]*?)(\d+) /;
const numbers = [...document.querySelectorAll(".snippet pre")].map((one) => ID.exec(one.textContent)?.[2]);
const lowest = Math.min(...numbers.filter(Boolean).map(Number));
const fresh = (snippet) =>
  snippet.replace(ID, (_, start) => {
    let next = lowest;
    while (text().includes(`{#${start}${next} `)) next += 1;
    return `{#${start}${next} `;
  });

// An item comes before the next one, a piece of several lines into lines of its own, a link in place.
function placed(snippet) {
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  if (!snippet.includes("\n")) return { from, to, insert: snippet, start: 0 };
  const whole = `${snippet.replace(/\n+$/, "")}\n\n`;
  if (snippet.startsWith("## ")) {
    const here = doc.lineAt(to).to;
    const next = doc.sliceString(here).search(/\n## /);
    const at = next < 0 ? doc.length : here + next + 1;
    const gap = next < 0 && !doc.toString().endsWith("\n\n") ? "\n" : "";
    return { from: at, to: at, insert: gap + whole, start: gap.length };
  }
  const gap = doc.lineAt(from).from === from ? "" : "\n\n";
  return { from, to, insert: gap + whole, start: gap.length };
}

for (const button of document.querySelectorAll("[data-insert]")) {
  button.hidden = false;
  button.nextElementSibling.hidden = true;
  button.addEventListener("click", () => {
    const snippet = fresh(document.getElementById(button.dataset.insert).textContent);
    const { from, to, insert, start } = placed(snippet);
    view.dispatch({
      changes: { from, to, insert },
      selection: EditorSelection.range(from + start, from + insert.trimEnd().length),
      effects: EditorView.scrollIntoView(from + start, { y: "start", yMargin: 40 }),
      userEvent: "input",
    });
    menu.open = false;
    view.focus();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && !event.defaultPrevented) {
    event.preventDefault();
    saveNow();
  }
});
form.addEventListener("submit", () => fill(text()), { capture: true });

if (room.dataset.show !== "preview") room.dataset.narrow = "beside";
mark();
if (Number(room.dataset.line) > 1) goTo(Number(room.dataset.line));
underline(JSON.parse(room.dataset.problems));
follow();
offerKept();
