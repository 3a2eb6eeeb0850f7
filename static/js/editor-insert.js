// Changing the text so that Ctrl+Z takes it back: as if it had been typed.

export function insert(source, text, start = source.selectionStart, end = source.selectionEnd) {
  source.focus();
  source.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  source.setRangeText(text, start, end, "end"); // the one browser that cannot undo it then
  source.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Where the line with the cursor ends or, if that stands in a block, the block: blocks do not hold one another.
function endOfPart(text, cursor) {
  const open = [];
  let place = 0;
  for (const line of text.split("\n")) {
    const end = place + line.length;
    const [, slashes, name] = /^(\/{3,}) *([\w-]+)?/.exec(line) ?? [];
    if (name) open.push(slashes);
    else if (slashes) open.pop();
    if (end >= cursor && !open.length) return end;
    place = end + 1;
  }
  return text.length;
}

// A block stands between empty lines.
export function insertBlock(source, block) {
  const { value, selectionEnd } = source;
  const place = endOfPart(value, selectionEnd);
  const before = value.slice(0, place);
  const after = value.slice(place);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  insert(source, `${gap}${block.trimEnd()}${after.startsWith("\n\n") ? "" : "\n"}`, place, place);
  const words = value.length ? place + gap.length : 0;
  const firstLine = block.indexOf("\n") + 1;
  const secondLine = block.indexOf("\n", firstLine);
  const inside = block.slice(firstLine, secondLine);
  if (inside && !inside.startsWith("/")) source.setSelectionRange(words + firstLine, words + secondLine);
}

export function lineStart(text, line) {
  let place = 0;
  for (let number = 1; number < line; number += 1) {
    const end = text.indexOf("\n", place);
    if (end === -1) return place;
    place = end + 1;
  }
  return place;
}

export function lineOf(text, place) {
  return text.slice(0, place).split("\n").length;
}

// Shows a line and selects it: focus alone does not scroll to a selection in every browser.
export function goToLine(source, line) {
  const start = lineStart(source.value, line);
  const end = source.value.indexOf("\n", start);
  source.focus();
  source.setSelectionRange(start, end === -1 ? source.value.length : end);
  const height = source.scrollHeight / Math.max(1, source.value.split("\n").length);
  source.scrollTop = Math.max(0, placeOfLine(source, start, height) - source.clientHeight / 3);
}

// Where a wrapped line really is: measured in a copy that has the text up to it.
function placeOfLine(source, start, guess) {
  const copy = source.cloneNode();
  copy.removeAttribute("id");
  copy.removeAttribute("name");
  copy.removeAttribute("data-source");
  copy.className = "editor-measure";
  copy.rows = 1;
  copy.value = source.value.slice(0, start);
  copy.tabIndex = -1;
  copy.setAttribute("aria-hidden", "true");
  source.after(copy);
  const height = copy.scrollHeight;
  copy.remove();
  return height || guess * lineOf(source.value, start);
}
