// Highlights in the text of a question, as pairs of offsets; the text itself stays what it was.

const pieces = (box) => {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const found = [];
  let from = 0;
  while (walker.nextNode()) {
    found.push({ node: walker.currentNode, from });
    from += walker.currentNode.length;
  }
  return found;
};

// The offsets of what is selected inside `box`, or null.
export function selected(box) {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(box);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const end = start + range.toString().length;
  return end > start ? [start, end] : null;
}

export function join(spans) {
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  const found = [];
  for (const [start, end] of sorted) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

export function paint(box, spans) {
  for (const mark of box.querySelectorAll("mark[data-highlight]")) {
    mark.replaceWith(...mark.childNodes);
  }
  box.normalize();
  for (const [start, end] of spans) {
    for (const { node, from } of pieces(box)) {
      const low = Math.max(start - from, 0);
      const high = Math.min(end - from, node.length);
      if (low >= high || node.parentNode.closest("select, svg, math")) continue;
      const range = document.createRange();
      range.setStart(node, low);
      range.setEnd(node, high);
      const mark = document.createElement("mark");
      mark.dataset.highlight = `${start}-${end}`;
      range.surroundContents(mark);
    }
  }
}
