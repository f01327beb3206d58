// A read-only field to copy from: focus selects all of it, and a button copies where a browser may.
import { t } from "./page.js";

for (const field of document.querySelectorAll("[data-copy]")) {
  field.addEventListener("focus", () => field.select());
  const button = document.querySelector(`[data-copies="${field.id}"]`);
  const said = button?.parentElement.querySelector("[data-copied]");
  if (!button || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = t("Copied.");
    } catch {
      field.focus();
      said.textContent = t("Press Ctrl+C, or ⌘C, to copy.");
    }
  });
}
