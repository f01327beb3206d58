// The clock of an exam: the server's remaining time less what has passed here, whatever the clock of
// this device says. Silent but for three moments; a break has a clock of its own.
import { nt, t } from "./page.js";

const CALLS = [30, 10, 5];
const $ = (name, within = document) => within.querySelector(`[data-${name}]`);

const clock = $("clock");
const pause = $("break-left");
const timer = { left: null, at: 0, called: new Set(), whenUp: leave };

// Where no question is open, the desk knows what comes next.
function leave() {
  timer.whenUp = () => {};
  setTimeout(() => (location.href = $("base").dataset.base), 1000);
}

// What is done when time is up, instead of leaving; called at each tick from then on.
export function whenTimeIsUp(work) {
  timer.whenUp = work;
}

export function setClock(left) {
  if (left === null || left === undefined) return;
  timer.left = left;
  timer.at = performance.now();
}
export const leftNow = () => (timer.left === null ? null : timer.left - (performance.now() - timer.at));

function words(ms) {
  const seconds = Math.max(Math.ceil(ms / 1000), 0);
  const minutes = Math.floor(seconds / 60);
  if (seconds < 300) return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
  if (minutes < 60) return t("%(minutes)s min", { minutes });
  return t("%(hours)s h %(minutes)s min", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

export function spoken(ms) {
  if (ms === null) return t("No clock runs.");
  const minutes = Math.max(Math.floor(ms / 60_000), 0);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return t("Less than a minute left.");
  const parts = [
    hours > 0 && nt("%(num)s hour", "%(num)s hours", hours),
    minutes % 60 > 0 && nt("%(num)s minute", "%(num)s minutes", minutes % 60),
  ];
  return t("%(time)s left.", { time: parts.filter(Boolean).join(" ") });
}

export function announce(text) {
  // What stands behind an open dialog is not read out.
  const line = document.querySelector("dialog[open] [data-announce]") ?? $("announce");
  if (!line) return;
  line.textContent = "";
  setTimeout(() => Object.assign(line, { textContent: text }), 50);
}

function tick() {
  const left = leftNow();
  if (left === null || pause) return;
  const shown = t("%(time)s left", { time: words(left) });
  if (clock.textContent !== shown) clock.textContent = shown;
  for (const minutes of CALLS) {
    const due = left <= minutes * 60_000 && left > (minutes - 1) * 60_000;
    if (!due || timer.called.has(minutes)) continue;
    timer.called.add(minutes);
    announce(t("%(minutes)s minutes left.", { minutes }));
  }
  if (left <= 0) timer.whenUp();
}

if (clock?.dataset.remaining) setClock(Number(clock.dataset.remaining));
if (timer.left !== null && !pause) {
  // What had passed before this page was opened is not called again.
  for (const minutes of CALLS) if (timer.left <= (minutes - 1) * 60_000) timer.called.add(minutes);
}

function hideable() {
  const button = $("hide-clock");
  if (!button || timer.left === null || pause) return;
  const read = () => {
    try {
      return localStorage.getItem("exam-clock") === "hidden";
    } catch {
      return false;
    }
  };
  const show = (hidden) => {
    clock.classList.toggle("visually-hidden", hidden);
    button.textContent = hidden ? t("Show the clock") : t("Hide the clock");
  };
  button.hidden = false;
  show(read());
  button.addEventListener("click", () => {
    const hidden = !clock.classList.contains("visually-hidden");
    try {
      localStorage.setItem("exam-clock", hidden ? "hidden" : "shown");
    } catch {
      // It is hidden on this page all the same.
    }
    show(hidden);
  });
}
hideable();

// A time of the server in the zone of the person, or of the device where they chose none: its clock
// may be wrong, its zone seldom is.
export function timeOf(iso) {
  const zone = $("zone")?.dataset.zone ?? "UTC";
  const show = (timeZone) =>
    new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone }).format(new Date(iso));
  try {
    return show(zone === "UTC" ? undefined : zone);
  } catch {
    return show(undefined); // a zone that this browser does not know
  }
}
for (const time of document.querySelectorAll("time[data-local]")) time.textContent = timeOf(time.dateTime);
const line = document.querySelector(".exam-saved[data-saved-at]");
if (line) line.textContent = t("saved %(time)s", { time: timeOf(line.dataset.savedAt) });

// --- A break: its own clock, then the exam goes on by itself.

if (pause) {
  const end = performance.now() + Number(pause.dataset.breakLeft);
  const beat = setInterval(() => {
    const left = end - performance.now();
    pause.textContent = t("%(time)s left of the break", { time: words(left) });
    if (left > 0) return;
    clearInterval(beat);
    announce(t("The break is over. The clock runs again."));
    pause.textContent = t("The break is over: the clock runs again.");
    leave();
  }, 1000);
}

if (clock) setInterval(tick, 1000);
if (clock) tick();
