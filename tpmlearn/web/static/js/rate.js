// After a rating is saved: say how it counts, and open the evidence where it would count for more.

document.addEventListener("tpm:saved", (event) => {
  const skill = event.target.closest("section");
  const counts = skill?.querySelector("[data-counts]");
  if (!counts) return;
  counts.textContent = event.detail.counts ?? "";
  const evidence = skill.querySelector("[data-evidence]");
  if (evidence && event.detail.wants_evidence) evidence.open = true;
});
