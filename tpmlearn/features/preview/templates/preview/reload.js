// Opens the page again when the content has changed; without it the link "Reload" does the same.
const status = document.querySelector("[data-reload]");
const edition = Number(document.body.dataset.edition);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const follow = async () => {
  for (;;) {
    try {
      const answer = await fetch(`/changes/${edition}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      const { number } = await answer.json();
      if (number !== edition) {
        location.reload();
        return;
      }
      status.textContent = "Follows your saves.";
    } catch {
      status.textContent = "The preview has stopped.";
      await pause(1000);
    }
  }
};
follow();
