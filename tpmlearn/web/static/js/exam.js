// The desk of an exam. All questions of the open sections are fetched once, so that it goes on
// without a line; each change is kept in the browser first and sent at once.
import { start as startCalculator } from "./calculator.js";
import { announce, leftNow, setClock, spoken, timeOf, whenTimeIsUp } from "./exam_clock.js";
import { join, paint, selected } from "./highlights.js";
import { anyUnsent, download, isVolatile, post, put, send, waiting } from "./outbox.js";
import { point } from "./points.js";
import { nt, t } from "./page.js";

const A_TURN = 1_000_000;
const TEXT_IDLE_MS = 2000;
const HEARTBEAT_MS = 30_000;
const RETRY_MS = 5000;
const MOST_SECONDS = 86_000;
const $ = (name, within = document) => within.querySelector(`[data-${name}]`);

class Desk {
  constructor(box) {
    this.box = box;
    this.data = box.dataset;
    this.base = this.data.base;
    this.turn = Number(this.data.turn);
    this.saves = 0;
    this.questions = new Map();
    this.stories = new Map();
    this.flushing = null;
    this.wanted = false;
    this.failedSince = 0;
    this.wait = 1;
    this.last = "";
    this.over = false;
    this.taken = false;
    this.current = this.adopt($("box", box).querySelector("article"));
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`exam-${this.base}`) : null;
  }

  async start() {
    this.listen();
    this.open(this.current);
    await this.recall();
    if (anyUnsent(this.base)) await this.flush();
    await this.takeTurn();
    await this.fetchAll();
    setInterval(() => this.heartbeat(), HEARTBEAT_MS);
  }

  // A question as the server made it, with its state.
  adopt(article) {
    const { position, seq, seconds, flagged, struck, highlights, wanted, story } = article.dataset;
    const question = {
      article,
      position: Number(position),
      wanted: Number(wanted),
      story,
      seq: Number(seq),
      seconds: Number(seconds),
      flagged: flagged === "yes",
      struck: struck ? struck.split(" ").map(Number) : [],
      highlights: JSON.parse(highlights),
      sent: Number(seconds),
      form: article.querySelector("form"),
    };
    question.given = this.read(question);
    this.questions.set(question.position, question);
    if (this.over || this.taken) this.lock();
    return question;
  }

  read({ form }) {
    const given = new FormData(form).getAll("answer").map((value) => String(value).trim());
    return given.some(Boolean) ? given : [];
  }

  // Puts a state that waited in the browser back into the form.
  fill(question, entry) {
    const { form } = question;
    const fields = [...form.querySelectorAll("[name=answer]")];
    if (fields[0]?.matches("[type=radio], [type=checkbox]")) {
      for (const field of fields) field.checked = entry.given.includes(field.value);
    } else fields.forEach((field, n) => (field.value = entry.given[n] ?? ""));
    const { given, flagged, struck, highlights, seconds, seq } = entry;
    Object.assign(question, { given, flagged, struck, highlights, seq, seconds: Math.max(seconds, question.seconds) });
  }

  async recall() {
    for (const { entry } of await waiting(this.base)) {
      const question = this.questions.get(entry.position);
      if (!question || entry.seq <= question.seq) continue;
      this.fill(question, entry);
      if (question === this.current) this.draw();
    }
  }

  // Until the server has said which turn this is, a higher one in a reply may be this window's own.
  async takeTurn() {
    if (this.taken || this.over) return;
    this.turning = true;
    try {
      const { response, reply } = await post(`${this.base}/turn`, {});
      if (reply.over) return void this.leaveForResult();
      if (response.status >= 500 || response.status === 429) throw new Error("busy");
      this.turning = false;
      if (!response.ok) return;
      this.turn = reply.turn;
      this.saves = 0;
      this.channel?.postMessage({ turn: this.turn });
    } catch {
      setTimeout(() => this.takeTurn(), RETRY_MS);
    }
  }

  async fetchAll() {
    try {
      const response = await fetch(`${this.base}/questions`);
      if (response.status >= 500 || response.status === 429) throw new Error("busy");
      if (!response.ok) return;
      const { html } = await response.json();
      const page = new DOMParser().parseFromString(html, "text/html");
      for (const story of page.querySelectorAll("[data-story-text]")) {
        this.stories.set(story.dataset.storyText, story);
      }
      for (const article of page.querySelectorAll("article")) {
        if (!this.questions.has(Number(article.dataset.position))) this.adopt(article);
      }
      await this.recall();
      this.data.ready = "yes";
    } catch {
      setTimeout(() => this.fetchAll(), RETRY_MS);
    }
  }

  // --- Showing a question

  go(position, { push = true } = {}) {
    const next = this.questions.get(position);
    if (!next) {
      this.flush().then((done) => done && (location.href = `${this.base}/${position}`));
      return;
    }
    this.pauseTime();
    this.current = next;
    const before = this.box.querySelector(".story");
    const story = this.stories.get(next.story);
    if (story && !next.article.querySelector(".story")) {
      next.article.querySelector(".meta").after(story.cloneNode(true));
    }
    // Whoever folded the case away has read it.
    const now = next.article.querySelector(".story");
    if (now && before && this.last === next.story) now.open = before.open;
    this.last = next.story;
    $("box", this.box).replaceChildren(next.article);
    for (const field of document.getElementsByName("back")) field.value = position;
    document.title = document.title.replace(/\d+/, position);
    if (push) history.pushState({ position }, "", `${this.base}/${position}`);
    this.open(next);
    next.article.querySelector(".exam-heading").focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  open(question) {
    this.last = question.story;
    question.since = performance.now();
    question.form.querySelector("[value=previous]").hidden = question.position === Number(this.data.first);
    if (question.form.dataset.points && !question.pointed) {
      point(question.form);
      question.pointed = true;
    }
    this.draw();
  }

  // What was marked, and the words of the buttons.
  draw() {
    const { article, form, flagged, struck, highlights } = this.current;
    $("flag-word", article).hidden = !flagged;
    $("flag", form).textContent = flagged ? t("Take the flag off") : t("Flag");
    for (const item of article.querySelectorAll("[data-place]")) {
      const out = struck.includes(Number(item.dataset.place));
      item.classList.toggle("is-struck", out);
      item.querySelector(".strike").setAttribute("aria-pressed", String(out));
      $("struck-word", item).hidden = !out;
    }
    paint($("text", article), highlights);
    $("unhighlight", this.box).hidden = !highlights.length;
  }

  pauseTime() {
    const question = this.current;
    if (question.since === undefined) return;
    question.seconds += (performance.now() - question.since) / 1000;
    question.since = document.hidden ? undefined : performance.now();
    if (question.seconds - question.sent > 5) this.keep(question);
  }

  // --- Saving

  keep(question, { later = 0 } = {}) {
    if (this.over || this.taken) return;
    this.saves += 1;
    question.given = this.read(question);
    question.seq = Math.max(this.turn * A_TURN + this.saves, question.seq + 1);
    if (question.since !== undefined) {
      question.seconds += (performance.now() - question.since) / 1000;
      question.since = performance.now();
    }
    question.sent = question.seconds;
    // What was saved before says nothing of this.
    if (!this.failedSince) this.say("sending", t("saving …"));
    put(this.base, {
      key: crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].join("-"),
      position: question.position,
      seq: question.seq,
      given: question.given,
      flagged: question.flagged,
      struck: question.struck,
      highlights: question.highlights,
      seconds: Math.min(Math.round(question.seconds * 10) / 10, MOST_SECONDS),
    });
    clearTimeout(this.idle);
    if (later) this.idle = setTimeout(() => this.flush(), later);
    else this.flush();
  }

  // Sends all that waits, one request at a time; true when nothing waits any more. Whoever asks
  // while it runs waits for the same end, and what came meanwhile goes with it.
  flush() {
    clearTimeout(this.idle);
    clearTimeout(this.again);
    this.wanted = true;
    this.flushing ??= this.drain();
    return this.flushing;
  }

  async drain() {
    let done = true;
    let stuck = false;
    try {
      while (this.wanted && !stuck) {
        this.wanted = false;
        done = true;
        if (!(await waiting(this.base)).length) continue;
        const { failed, after, reply } = await send(this.base);
        if (reply) this.hear(reply);
        if (failed) await this.failed(failed, after);
        else this.worked(reply);
        // What was refused is kept, and holds up neither what came meanwhile nor the way out.
        stuck = failed !== "" && failed !== "refused";
        done = !stuck;
        this.wanted ||= failed === "" && anyUnsent(this.base);
      }
      return done;
    } finally {
      this.flushing = null;
    }
  }

  // A line that has just come back often fails once more: then soon, not after half a minute.
  tryNow() {
    this.wait = 1;
    this.flush();
  }

  worked(reply) {
    this.failedSince = 0;
    this.wait = 1;
    $("unsent", this.box).hidden = true;
    if (reply?.saved_at && !anyUnsent(this.base)) this.say("saved", t("saved %(time)s", { time: timeOf(reply.saved_at) }));
    const late = reply?.kept?.some(({ became }) => became === "late");
    const closed = reply?.kept?.some(({ became }) => became === "closed");
    const newer = reply?.kept?.some(({ became }) => became === "superseded");
    if (late) this.say("refused", t("Time was up when this arrived: it is kept, and not scored."));
    if (closed) this.say("refused", t("That section is not open: this is kept, and not scored."));
    if (newer) this.say("refused", t("Answered later in another window: that answer stays."));
  }

  async failed(why, after = 0) {
    const count = (await waiting(this.base)).length;
    this.failedSince ||= Date.now();
    const what = isVolatile()
      ? nt("This browser keeps nothing for us: %(num)s answer is in this window alone, so do not close it.", "This browser keeps nothing for us: %(num)s answers are in this window alone, so do not close it.", count)
      : nt("%(num)s answer is kept in this browser.", "%(num)s answers are kept in this browser.", count);
    const [title, next] = {
      offline: [t("No connection"), t("Sent as soon as it is back. Go on.")],
      busy: [t("The site is busy"), t("Sent again in a moment. Go on.")],
      "signed-out": [t("You may have been signed out"), t("Sign in in another tab as the same person, then try again.")],
      refused: [t("Not saved"), t("The site does not take it. Download it and report this.")],
    }[why];
    const text = `${what} ${next}`;
    $("unsent-title", this.box).textContent = title;
    $("unsent-text", this.box).textContent = text;
    $("unsent", this.box).hidden = false;
    this.say("waiting", t("not sent yet: %(count)s", { count }));
    if (why === "refused") return;
    this.again = setTimeout(() => this.flush(), Math.max(this.wait, after) * 1000);
    this.wait = Math.min(this.wait * 2, 30);
  }

  hear({ remaining_ms, turn, over }) {
    setClock(remaining_ms);
    if (turn > this.turn && !this.turning) this.takenOver();
    if (over) this.leaveForResult();
  }

  say(state, text) {
    const line = document.querySelector(".exam-saved");
    // A live region is read out when it is written, changed or not.
    if (line.textContent !== text) line.textContent = text;
    line.dataset.state = state;
  }

  async heartbeat() {
    if (this.over) return;
    if (anyUnsent(this.base)) this.flush();
    try {
      const response = await fetch(`${this.base}/clock`);
      if (response.ok) this.hear(await response.json());
    } catch {
      // The next save says so, if the line is still down.
    }
  }

  // --- The ends of it

  takenOver() {
    if (this.taken) return;
    this.taken = true;
    this.lock();
    const told = $("taken", this.box);
    told.hidden = false;
    told.scrollIntoView({ block: "center" });
    announce(t("This exam went on in another window. Here nothing can be changed any more."));
  }

  lock() {
    for (const { form } of this.questions.values()) {
      for (const field of form.elements) field.disabled = true;
    }
  }

  async timeIsUp() {
    if (this.over || this.taken) return;
    this.pauseTime();
    this.over = true;
    this.lock();
    this.say("sending", t("Time is up. Sending …"));
    announce(t("Time is up."));
    if (await this.flush()) setTimeout(() => this.leaveForResult(), 1000);
  }

  // To the result, as soon as the server has everything.
  async leaveForResult() {
    this.over = true;
    this.lock();
    if (this.leaving) return;
    this.leaving = true;
    if (await this.flush()) location.href = this.base;
    else this.leaving = false;
  }

  // --- Hands

  listen() {
    const { box } = this;
    box.addEventListener("change", (event) => {
      if (event.target.closest("[data-question]")) this.keep(this.current);
    });
    box.addEventListener("input", (event) => {
      if (!event.target.closest("[data-question]") || !event.target.matches("[type=text]")) return;
      this.keep(this.current, { later: TEXT_IDLE_MS });
    });
    box.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-question]")) return;
      event.preventDefault();
      this.press(event.submitter);
    });
    box.addEventListener("click", (event) => this.click(event));
    document.addEventListener("click", (event) => this.follow(event), true);
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("popstate", () => {
      const position = Number(/\/(\d+)$/.exec(location.pathname)?.[1]);
      if (position) this.go(position, { push: false });
    });
    addEventListener("online", () => this.tryNow());
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("beforeunload", (event) => {
      if (this.failedSince && anyUnsent(this.base)) event.preventDefault();
    });
    this.channel?.addEventListener("message", ({ data }) => data.turn > this.turn && this.takenOver());
    const tools = { highlight: () => this.highlight(), unhighlight: () => this.unhighlight(), "calculator-button": () => this.calculator(), "keys-button": () => this.keys() };
    for (const [name, run] of Object.entries(tools)) {
      const button = $(name, box);
      button.hidden = false;
      button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
      button.addEventListener("click", run);
    }
    for (const chip of box.querySelectorAll("[name=review-show]")) {
      chip.addEventListener("change", () => this.list());
    }
  }

  seen() {
    if (document.hidden) {
      this.pauseTime();
      this.flush();
    } else {
      this.current.since ??= performance.now();
      this.heartbeat();
    }
  }

  press(button) {
    const act = button?.value;
    if (button?.name === "strike") return this.strike(Number(act));
    if (act === "next" && this.current.position === Number(this.data.last)) return this.review();
    if (act === "next") return this.go(this.current.position + 1);
    if (act === "previous" && this.current.position > Number(this.data.first)) {
      return this.go(this.current.position - 1);
    }
    if (act === "flag" || act === "unflag") return this.flag();
    if (act === "review") return this.review();
    if (act === "clear") return this.clear();
    return undefined;
  }

  click(event) {
    const { target } = event;
    if (target.closest("[data-retry]")) this.tryNow();
    if (target.closest("[data-download]")) download();
    if (target.closest("[data-close]")) target.closest("dialog").close();
    const mark = target.closest("mark[data-highlight]");
    if (mark && !this.taken && !this.over) {
      const name = mark.dataset.highlight;
      this.current.highlights = this.current.highlights.filter((span) => span.join("-") !== name);
      this.draw();
      this.keep(this.current);
    }
  }

  // A link out of the desk waits until everything is sent.
  async follow(event) {
    const link = event.target.closest("a[href]");
    // Questions of the review are in this window already.
    if (link?.closest("[data-review-list]")) return;
    if (!link || event.ctrlKey || event.metaKey || link.target) return;
    if (!anyUnsent(this.base) && this.current.seconds - this.current.sent < 5) return;
    event.preventDefault();
    event.stopPropagation();
    this.pauseTime();
    if (await this.flush()) location.href = link.href;
    else $("unsent", this.box).scrollIntoView();
  }

  flag() {
    if (this.taken || this.over) return;
    this.current.flagged = !this.current.flagged;
    this.draw();
    this.keep(this.current);
    announce(this.current.flagged ? t("Flagged.") : t("Flag taken off."));
  }

  strike(place) {
    const { struck } = this.current;
    if (this.taken || this.over || !this.current.article.querySelector(`[data-place="${place}"]`)) return;
    this.current.struck = struck.includes(place) ? struck.filter((one) => one !== place) : [...struck, place];
    this.draw();
    this.keep(this.current);
    announce(struck.includes(place) ? t("Option %(place)s is back.", { place: place + 1 }) : t("Option %(place)s struck out.", { place: place + 1 }));
  }

  clear() {
    if (this.taken || this.over) return;
    for (const field of this.current.form.querySelectorAll("[name=answer]")) {
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = false;
      else field.value = "";
    }
    this.current.form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  highlight() {
    if (this.taken || this.over) return;
    const span = selected($("text", this.current.article));
    if (!span) return announce(t("Select words of the question first."));
    getSelection().removeAllRanges();
    this.current.highlights = join([...this.current.highlights, span]);
    this.draw();
    this.keep(this.current);
  }

  unhighlight() {
    if (this.taken || this.over || !this.current.highlights.length) return;
    this.current.highlights = [];
    this.draw();
    this.keep(this.current);
    announce(t("The highlights of this question are removed."));
  }

  calculator() {
    const section = $("calculator", this.box);
    if (!section.dataset.started) startCalculator(section);
    section.dataset.started = "yes";
    section.hidden = !section.hidden;
    $("calculator-button", this.box).setAttribute("aria-expanded", String(!section.hidden));
    if (!section.hidden) section.querySelector("input").focus();
  }

  keys() {
    $("keys-dialog", this.box).showModal();
  }

  // --- Review, from what stands here: it works without a line

  complete({ article, given, wanted }) {
    const boxes = article.querySelector("[type=radio][name=answer], [type=checkbox][name=answer]");
    return boxes ? given.length === wanted : given.length > 0 && given.every(Boolean);
  }

  review() {
    this.pauseTime();
    if (this.questions.size < Number(this.data.last) - Number(this.data.first) + 1) {
      this.flush().then((done) => done && (location.href = `${this.base}/review`));
      return;
    }
    this.list();
    $("review-dialog", this.box).showModal();
    document.getElementById("review-title").focus();
  }

  list() {
    const all = [...this.questions.values()].sort((a, b) => a.position - b.position);
    const open = (question) => !this.complete(question);
    const shown = { all, flagged: all.filter((one) => one.flagged), incomplete: all.filter(open) };
    for (const [name, found] of Object.entries(shown)) {
      this.box.querySelector(`[data-count="${name}"]`).textContent = found.length;
    }
    const chosen = this.box.querySelector("[name=review-show]:checked").value;
    const list = $("review-list", this.box);
    list.replaceChildren(...shown[chosen].map((question) => this.entry(question)));
    if (!list.children.length) list.append(Object.assign(document.createElement("li"), { textContent: t("None.") }));
  }

  entry(question) {
    const state = this.complete(question) ? "answered" : question.given.length ? "half" : "open";
    const said = { answered: t("answered"), half: t("begun, not complete"), open: t("not answered") }[state];
    const link = document.createElement("a");
    link.href = `${this.base}/${question.position}`;
    link.className = `is-${state}`;
    link.textContent = `${question.position}${question.flagged ? " ⚑" : ""}`;
    link.setAttribute("aria-label", `${question.position}, ${said}${question.flagged ? `, ${t("flagged")}` : ""}`);
    if (question === this.current) link.setAttribute("aria-current", "page");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      $("review-dialog", this.box).close();
      this.go(question.position);
    });
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  // --- Keys

  key(event) {
    const { key, target } = event;
    const typing = target.isContentEditable || target.matches("textarea, select, [type=text], [type=search]");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || keysOff()) return;
    if (document.querySelector("dialog[open]")) return;
    const place = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
    const striking = this.strikeUntil > performance.now();
    this.strikeUntil = 0;
    if (place >= 0 && striking) this.strike(place);
    else if (place >= 0) this.choose(place);
    else if (key === "n") this.press({ value: "next" });
    else if (key === "p") this.press({ value: "previous" });
    else if (key === "f") this.flag();
    else if (key === "s") this.strikeUntil = performance.now() + 3000;
    else if (key === "r") this.review();
    else if (key === "h") this.highlight();
    else if (key === "x") this.unhighlight();
    else if (key === "c") this.calculator();
    else if (key === "t") announce(spoken(leftNow()));
    else if (key === "?") this.keys();
    else return;
    event.preventDefault();
  }

  choose(place) {
    const field = this.current.article.querySelector(`[name=answer][value="${place}"]:is([type=radio], [type=checkbox])`);
    if (!field || field.disabled) return;
    field.focus();
    field.click();
  }
}

function keysOff() {
  try {
    return localStorage.getItem("single-keys") === "off";
  } catch {
    return true;
  }
}

const box = $("desk");
const desk = box ? new Desk(box) : null;
if (desk) {
  whenTimeIsUp(() => desk.timeIsUp());
  desk.start();
}
