// Saves a <form data-save> in the background and says so only when the server has said so.
// One request of a form at a time; what is sent is always what stands in the form at that moment.
import { t } from "./page.js";
const IDLE_MS = 2000;
const TIMEOUT_MS = 15000;
const LONGEST_WAIT_S = 30;
const LEFT_MS = 60_000;
const OFFLINE = t("Not saved yet: no connection. Kept here, trying again.");
const BUSY = t("Not saved yet: the site is busy. Kept here, trying again.");
const SIGNED_OUT = t("Not saved: you may have been signed out. Sign in in another tab, then save again.");
const TYPED = "textarea, input:not([type=radio], [type=checkbox])";
const UNTOLD = "[type=hidden], [type=password], [type=file]";
const states = new Map();
const bases = new WeakMap(); // by field, the texts that the site may have: what it called saved, and what was sent since

const typed = (form) => [...form.querySelectorAll(TYPED)].filter((one) => one.name && !one.matches(UNTOLD));
const basesOf = (field) => bases.get(field) ?? [field.defaultValue];
// The site takes blanks off the end of a text and folds those of a line.
const plain = (text) => text.replace(/\s+/g, " ").trim();

const fresh = (form) => {
  addEventListener("beforeunload", ask); // only now: a page that asks is not kept for the way back
  return { form, unsent: false, sending: false, wait: 1, timer: 0, idle: 0 };
};
const stateOf = (form) => states.get(form) ?? states.set(form, fresh(form)).get(form);

function say(form, state, text) {
  const line = form.querySelector("[data-status]");
  if (line) Object.assign(line, { textContent: text }).dataset.state = state;
}

function queue(form, source, submitter) {
  const state = stateOf(form);
  clearTimeout(state.idle);
  Object.assign(state, { unsent: true, wait: 1, idle: 0 });
  state.source = source ?? state.source;
  state.submitter = submitter ?? state.submitter;
  send(state);
}

async function send(state) {
  clearTimeout(state.timer);
  if (state.sending) return;
  state.sending = true;
  while (state.unsent) {
    state.unsent = false;
    say(state.form, "sending", t("saving …"));
    const seconds = await attempt(state, true);
    if (seconds === 0) continue;
    state.unsent = true;
    state.timer = setTimeout(() => send(state), seconds * 1000);
    break;
  }
  state.sending = false;
}

// Sends once; returns 0 when the server has answered for good, else the seconds to wait.
async function attempt(state, mayRenew) {
  const { form, submitter } = state;
  const body = new URLSearchParams(new FormData(form));
  const sent = typed(form).map((field) => [field, field.value]);
  for (const [field, text] of sent) bases.set(field, [...basesOf(field), text]);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  let response, reply;
  try {
    response = await fetch(address || location.href, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      keepalive: String(body).length < 60_000, // sent though the page is turned; 64 kB at most
    });
    reply = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : {};
  } catch {
    return later(state, OFFLINE, 0);
  }
  if (response.status >= 500 || response.status === 429) {
    return later(state, BUSY, Number(response.headers.get("Retry-After")) || 0);
  }
  if (reply.csrf_token) {
    for (const field of document.getElementsByName("csrf_token")) field.value = reply.csrf_token;
    if (!response.ok && mayRenew) return attempt(state, false);
  }
  if (state.submitter === submitter) state.submitter = undefined;
  clearErrors(form);
  if (response.ok && reply.saved) {
    state.wait = 1;
    for (const [field, text] of sent) bases.set(field, [text]);
    if (!state.unsent && !state.idle) {
      memory((left) => left.removeItem(placeOf(form)));
      say(form, "saved", t("saved %(time)s", { time: reply.saved }));
    }
    form.dispatchEvent(new CustomEvent("tpm:saved", { bubbles: true, detail: reply }));
  } else if (response.status === 422) {
    showErrors(state, reply.errors ?? { [state.source?.name ?? ""]: reply.error ?? "" });
  } else {
    say(form, "refused", reply.error ? t("Not saved: %(why)s", { why: reply.error }) : SIGNED_OUT);
    form.dispatchEvent(new CustomEvent("tpm:refused", { bubbles: true, detail: reply }));
  }
  return 0;
}

function later(state, text, asked) {
  const seconds = Math.max(state.wait, asked);
  say(state.form, "waiting", text);
  state.wait = Math.min(LONGEST_WAIT_S, state.wait * 2);
  return seconds;
}

const idsOf = (field) => (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);

function clearErrors(form) {
  for (const note of form.querySelectorAll("[data-live-error]")) {
    for (const field of form.querySelectorAll(`[aria-describedby~="${note.id}"]`)) {
      field.setAttribute("aria-describedby", idsOf(field).filter((id) => id !== note.id).join(" "));
      field.removeAttribute("aria-invalid");
    }
    note.closest(".field").classList.remove("has-error");
    note.remove();
  }
}

function showErrors({ form }, errors) {
  say(form, "refused", t("Not saved: see the message at the field."));
  for (const [name, messages] of Object.entries(errors)) {
    const field = name && form.querySelector(`.field [name="${CSS.escape(name)}"]`);
    const text = [messages].flat().join(" ");
    if (!field) {
      say(form, "refused", t("Not saved: %(why)s", { why: text }));
      continue;
    }
    const note = Object.assign(document.createElement("p"), { className: "error", textContent: text });
    note.id = `${field.id || name}-live-error`;
    note.dataset.liveError = "";
    field.closest(".field").classList.add("has-error");
    field.closest(".field").querySelector("label, legend").after(note);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", [...idsOf(field), note.id].join(" "));
  }
}

const saving = (target) => target.closest?.("form[data-save]");
const flush = () => {
  for (const state of states.values()) if (state.idle || state.unsent) queue(state.form);
};

document.addEventListener("change", ({ target }) => saving(target) && queue(saving(target), target));
document.addEventListener("input", ({ target }) => {
  const form = saving(target);
  if (!form || !target.matches(TYPED)) return;
  const state = stateOf(form);
  clearTimeout(state.idle);
  say(form, "sending", "");
  state.idle = setTimeout(() => queue(form, target), IDLE_MS);
});
document.addEventListener("submit", (event) => {
  if (!saving(event.target)) return;
  event.preventDefault();
  queue(saving(event.target), null, event.submitter);
});
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return;
  leave();
  flush();
});
const isOpen = ({ unsent, sending, idle }) => unsent || sending || idle;
const ask = (event) => [...states.values()].some(isOpen) && event.preventDefault();

// What was typed outlives a page that is left before the site said "saved", in this tab, for a minute and
// for who typed it: a page that is loaded at once may have been made before the text arrived. It is taken
// up only where the site still has the text that it was typed over.
const MINE = `left ${document.body.dataset.person} `;
const placeOf = (form) => `${MINE}${form.getAttribute("action")} ${form.id}`;

function memory(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null; // a browser that keeps nothing, or has no room
  }
}

const leftAt = (left, key) => JSON.parse(left.getItem(key));

function leave() {
  for (const { form } of [...states.values()].filter(isOpen)) {
    if (form.dataset.keeps) continue; // by itself
    const texts = typed(form).map((field) => [field.name, field.value, basesOf(field)]);
    memory((left) => left.setItem(placeOf(form), JSON.stringify({ at: Date.now(), texts })));
  }
}

function takeUp(form) {
  const { texts } = memory((left) => leftAt(left, placeOf(form))) ?? {};
  memory((left) => left.removeItem(placeOf(form)));
  for (const [place, field] of typed(form).entries()) {
    const [name, text, before] = texts?.[place] ?? [];
    const there = plain(field.defaultValue); // the browser may have put back what was typed
    if (name !== field.name || plain(text) === there || !before.some((one) => plain(one) === there)) continue;
    field.value = text;
    field.closest("details")?.setAttribute("open", "");
    queue(form, field);
  }
}

// Whoever uses this tab next finds nothing of it.
for (const key of memory((left) => Object.keys(left).filter((one) => one.startsWith("left "))) ?? []) {
  const isNew = memory((left) => Date.now() - leftAt(left, key).at < LEFT_MS);
  if (!key.startsWith(MINE) || !isNew) memory((left) => left.removeItem(key));
}
for (const form of document.querySelectorAll("form[data-save]")) takeUp(form);
