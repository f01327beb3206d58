// What every page gains from a script; without it all of this still works, only less smoothly.

// What scripts say, in the language of the page: /static/…/words/<tag>.js holds what it has for
// each English text, and English needs none. Here, as this script is on every page anyway.
const said = (forms, text, count, values) => {
  const found = forms ? forms[count === 1 ? 0 : forms.length - 1] : text;
  return found.replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
};

export const t = (text, values = {}) => said(globalThis.words?.[text], text, 1, values);

export const nt = (one, many, num, values = {}) =>
  said(globalThis.words?.[one], num === 1 ? one : many, num, { num, ...values });

const root = document.documentElement;
root.classList.add("js");

document.querySelector("[data-error-summary]")?.focus();

// A select that sends its form at a change; its button is there for everybody else.
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-autosubmit]")) event.target.form.requestSubmit();
});

// The menu closes with Escape, and when the reader turns to something else.
const menu = document.querySelector("details.menu");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

// "/" goes to the search field, unless the reader is typing or has turned single keys off.
const keysOff = () => {
  try {
    return localStorage.getItem("single-keys") === "off";
  } catch {
    return true;
  }
};
const typing = (element) =>
  element.isContentEditable || element.matches("input, textarea, select");
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
  const field = document.querySelector("[data-search]");
  if (!field || typing(event.target) || keysOff()) return;
  event.preventDefault();
  field.focus();
});

// A button marked data-key is pressed by that key, under the same two conditions.
document.addEventListener("keydown", (event) => {
  if (!/^\d$/.test(event.key) || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target) || keysOff()) return;
  document.querySelector(`button[data-key="${event.key}"]`)?.click();
});

const keysButton = document.querySelector("[data-single-keys]");
const sayKeys = () => {
  keysButton.textContent = keysOff() ? t("Turn single keys on") : t("Turn single keys off");
};
if (keysButton) {
  keysButton.hidden = false;
  sayKeys();
  keysButton.addEventListener("click", () => {
    localStorage.setItem("single-keys", keysOff() ? "on" : "off");
    sayKeys();
  });
}

// What scrolls sideways can be reached by keyboard; what fits is no stop on the way.
const stops = () => {
  for (const box of document.querySelectorAll(".table-scroll, .figure-scroll, pre")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
stops();
addEventListener("resize", stops);
document.addEventListener("toggle", stops, true);

// After a rating is saved: say how it counts, and open the evidence where it would count for more.
document.addEventListener("tpm:saved", (event) => {
  const skill = event.target.closest("section");
  const counts = skill?.querySelector("[data-counts]");
  if (!counts) return;
  counts.textContent = event.detail.counts ?? "";
  const evidence = skill.querySelector("[data-evidence]");
  if (evidence && event.detail.wants_evidence) evidence.open = true;
});

// After a mark in a lesson is saved: the button's words and next state, the ticks of the contents,
// and the sentence that says what progress is.
document.addEventListener("tpm:saved", ({ target: form, detail }) => {
  const kind = form.dataset.mark;
  if (!kind) return;
  const on = kind === "read" ? detail.read_at !== "" : detail.bookmarked;
  const words = on ? form.dataset.on.replace("{at}", detail.read_at) : form.dataset.off;
  form.querySelector("[data-label]").textContent = words;
  form.elements.state.value = on ? "off" : "on";
  if (kind !== "read") return;
  for (const tick of document.querySelectorAll("[data-ticked]")) {
    if (tick.dataset.ticked === form.elements.section.value) tick.hidden = !on;
  }
  for (const line of document.querySelectorAll("[data-progress]")) line.textContent = detail.progress;
});

// The device knows its time zone; the list stays open to another choice.
const zones = document.querySelector("select[data-time-zone]");
if (zones?.value === "UTC") {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zones.options].some((option) => option.value === own)) zones.value = own;
}

// Answers of an exam that were never acknowledged are sent from any page; signing out waits for it.
const unsent = () => {
  try {
    return Number(localStorage.getItem(`tpm-unsent-${document.body.dataset.person}`)) > 0;
  } catch {
    return false;
  }
};
if (unsent() && !document.querySelector("[data-desk]")) {
  import("./outbox.js").then(({ sendAll }) => sendAll()).catch(() => {});
}
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || form.dataset.sure || !unsent()) return;
  event.preventDefault();
  const { sendAll, download } = await import("./outbox.js");
  const left = await sendAll();
  form.dataset.sure = left ? "" : "yes";
  if (!left) return form.requestSubmit();
  const note = document.querySelector("[data-unsent-sign-out]");
  note.querySelector("[data-how-many]").textContent = nt("%(num)s answer", "%(num)s answers", left);
  form.closest("details")?.removeAttribute("open"); // the menu would lie over it
  note.hidden = false;
  note.querySelector("[data-again]").onclick = () => form.requestSubmit();
  note.querySelector("[data-download]").onclick = download;
  note.querySelector("[data-anyway]").onclick = () => {
    form.dataset.sure = "yes";
    form.requestSubmit();
  };
  note.focus();
});
