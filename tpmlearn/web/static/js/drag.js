// Dragging a thing of the week onto another week pins it there, by the form that its card has too.

const form = document.querySelector("[data-drag]");
const weeks = [...document.querySelectorAll("[data-week]")];
const things = [...document.querySelectorAll("[data-activity]")];

if (form && weeks.length && things.length) {
  document.querySelector("[data-drag-hint]").hidden = !matchMedia("(pointer: fine)").matches;
  let dragged = "";
  for (const thing of things) {
    thing.draggable = true;
    thing.addEventListener("dragstart", (event) => {
      dragged = thing.dataset.activity;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", thing.querySelector("h3").textContent.trim());
    });
    thing.addEventListener("dragend", () => {
      dragged = "";
    });
  }
  for (const week of weeks) {
    week.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      week.classList.add("is-target");
    });
    week.addEventListener("dragleave", () => week.classList.remove("is-target"));
    week.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      form.action = form.dataset.drag.replace("KEY", encodeURIComponent(dragged));
      form.elements.week.value = week.dataset.week;
      form.submit();
    });
  }
}
