// The menu of blocks: a right skeleton at the cursor, with the next code that is free.

import { insertBlock } from "./editor-insert.js";

export function startMenu(bar, source) {
  const opener = bar.querySelector("[data-open-menu]");
  const menu = bar.querySelector("[data-menu]");
  const items = [...menu.children];
  const open = (isOpen) => {
    menu.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) items[0].focus();
  };
  opener.addEventListener("click", () => open(menu.hidden));
  opener.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); open(true); }
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget) && event.relatedTarget !== opener) open(false);
  });
  menu.addEventListener("keydown", (event) => {
    const here = items.indexOf(document.activeElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape") { open(false); opener.focus(); }
    if (next === undefined) return;
    event.preventDefault();
    items[(next + items.length) % items.length].focus();
  });
  menu.addEventListener("click", (event) => {
    const { skeleton, codes } = event.target.closest("[data-skeleton]")?.dataset ?? {};
    if (!skeleton) return;
    open(false);
    insertBlock(source, skeleton.replace("{code}", freeCode(codes.split(" "), source.value)));
  });
}

export function freeCode(codes, text) {
  const taken = new Set([...text.matchAll(/^\/{3,} *[\w-]+ *\| *(\S+)/gm)].map((found) => found[1]));
  return codes.find((code) => !taken.has(code)) ?? codes.at(-1);
}
