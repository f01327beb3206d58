// Keeps the lesson page true after save.js has saved a mark: the button's words and next state,
// the ticks of the contents, and the sentence that says what progress is.

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
