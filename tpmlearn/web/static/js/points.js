// A hotspot can be answered by pointing at its figure; the list beside it always works.

export function point(form) {
  const boxes = [...form.querySelectorAll("[data-points-at]")];
  const regions = [...form.querySelectorAll("svg [data-region]")];
  const boxOf = (region) => boxes.find((box) => box.dataset.pointsAt === region.dataset.region);
  const show = () => {
    for (const region of regions) {
      region.classList.toggle("region-chosen", boxOf(region)?.checked ?? false);
    }
  };
  for (const region of regions) {
    if (!boxOf(region)) continue;
    region.classList.add("region");
    region.addEventListener("click", (event) => {
      event.stopPropagation();
      boxOf(region).click();
    });
  }
  form.querySelector("[data-points-hint]").hidden = false;
  form.addEventListener("change", show);
  show();
}

for (const form of document.querySelectorAll("form[data-points]")) point(form);
