// The tools above the text: marks, blocks with the next free code, shortcuts that can be switched off.

import { insert } from "./editor-insert.js";
import { startMenu } from "./editor-menu.js";

const SWITCHED_OFF = "editor shortcuts off";
const AROUND = { bold: "**", italic: "*" };
const BEFORE_LINES = { heading: "## ", list: "- ", quote: "> " };

export function startTools(page, source) {
  const bar = page.querySelector("[data-toolbar]");
  bar.hidden = false;
  startRoving(bar);
  startMenu(bar, source);
  bar.addEventListener("click", (event) => {
    const { mark } = event.target.closest("[data-mark]")?.dataset ?? {};
    if (mark) apply(source, mark);
  });
  startShortcuts(bar.querySelector("[data-shortcuts]"), source);
}

function apply(source, mark) {
  const { selectionStart: start, selectionEnd: end, value } = source;
  const chosen = value.slice(start, end);
  if (mark in AROUND) surround(source, AROUND[mark], chosen, start, end);
  else if (mark === "link") link(source, chosen, start, end);
  else prefixLines(source, BEFORE_LINES[mark], start, end);
}

function surround(source, sign, chosen, start, end) {
  const size = sign.length;
  const { value } = source;
  const isAround = value.slice(start - size, start) === sign && value.slice(end, end + size) === sign;
  if (isAround && (size > 1 || value[start - 2] !== sign)) {
    insert(source, chosen, start - size, end + size);
    source.setSelectionRange(start - size, end - size);
    return;
  }
  if (chosen.length > 2 * size && chosen.startsWith(sign) && chosen.endsWith(sign)) {
    insert(source, chosen.slice(size, -size), start, end);
    source.setSelectionRange(start, end - 2 * size);
    return;
  }
  insert(source, `${sign}${chosen}${sign}`, start, end);
  source.setSelectionRange(start + size, end + size);
}

function link(source, chosen, start, end) {
  const words = /^https?:\/\/\S+$/.test(chosen) ? "" : chosen;
  const address = words === chosen ? "https://" : chosen;
  insert(source, `[${words}](${address})`, start, end);
  const place = start + (words ? words.length + 3 : 1);
  source.setSelectionRange(place, place + (words ? address.length : 0));
}

function prefixLines(source, prefix, start, end) {
  const from = source.value.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = source.value.indexOf("\n", end);
  const to = lineEnd === -1 ? source.value.length : lineEnd;
  const lines = source.value.slice(from, to).split("\n");
  const have = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (have ? line.slice(prefix.length) : prefix + line)).join("\n");
  insert(source, changed, from, to);
  source.setSelectionRange(from, from + changed.length);
}

// One stop for the Tab key; arrows go from tool to tool.
function startRoving(bar) {
  const tools = () => [...bar.querySelectorAll(":scope > button")];
  tools().forEach((tool, place) => (tool.tabIndex = place ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const all = tools();
    const here = all.indexOf(document.activeElement);
    if (here === -1) return;
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tool = all[(next + all.length) % all.length];
    for (const each of all) each.tabIndex = each === tool ? 0 : -1;
    tool.focus();
  });
}

function startShortcuts(button, source) {
  const show = () => button.setAttribute("aria-pressed", String(!localStorage.getItem(SWITCHED_OFF)));
  button.addEventListener("click", () => {
    if (localStorage.getItem(SWITCHED_OFF)) localStorage.removeItem(SWITCHED_OFF);
    else localStorage.setItem(SWITCHED_OFF, "1");
    show();
  });
  source.addEventListener("keydown", (event) => {
    const mark = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
    const isPlain = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!mark || !isPlain || localStorage.getItem(SWITCHED_OFF)) return;
    event.preventDefault();
    apply(source, mark);
  });
  show();
}
