// What this browser kept and the site never got: offered when somebody comes back, with what differs from the draft.

import { typedIn } from "./editor-keep.js";
import { makeRoomFor } from "./editor-rows.js";

const COPIES = 5;

export function startRestoring(page, form, keeper) {
  const slot = `${keeper.key}:earlier`;
  const present = JSON.stringify(filled(typedIn(form)));
  const all = [read(keeper.key), ...(read(slot) ?? [])].flat().filter((copy) => copy?.typed && JSON.stringify(filled(copy.typed)) !== present);
  // Out of the way of what is typed from now on, so that neither takes the other's place.
  localStorage.removeItem(keeper.key);
  if (all.length) offer(page, form, slot, all.slice(0, COPIES));
  else localStorage.removeItem(slot);
}

function offer(page, form, slot, copies) {
  const note = page.querySelector("[data-restore]");
  const shown = note.querySelector("[data-restore-differences]");
  const opener = note.querySelector("[data-restore-show]");
  const source = form.querySelector("[data-source]");

  function tell() {
    if (copies.length) localStorage.setItem(slot, JSON.stringify(copies));
    else localStorage.removeItem(slot);
    note.hidden = !copies.length;
    shown.replaceChildren();
    opener.setAttribute("aria-expanded", "false");
    if (copies.length) note.querySelector("[data-restore-words]").textContent = page.dataset.wordRestore.replace("%(when)s", momentOf(copies[0]));
  }

  note.querySelector("[data-restore-it]").addEventListener("click", () => {
    fill(form, copies.shift().typed);
    source.dispatchEvent(new Event("input", { bubbles: true }));
    tell();
    source.focus();
  });
  note.querySelector("[data-restore-forget]").addEventListener("click", () => {
    copies.shift();
    tell();
    (note.hidden ? source : opener).focus();
  });
  opener.addEventListener("click", async () => {
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    opener.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) shown.replaceChildren();
    else await showDifferences();
  });
  tell();

  async function showDifferences() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of copies[0].typed) body.append(name, value);
    const response = await fetch(page.dataset.differences, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (response?.ok) shown.innerHTML = await response.text(); // from our own page, escaped there
    else shown.textContent = page.dataset.wordAway;
  }
}

function momentOf(copy) {
  return new Date(copy.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// Empty rows and line ends are no difference that anybody typed.
function filled(typed) {
  return typed.filter(([, value]) => value !== "").map(([name, value]) => [name, String(value).replace(/\r\n/g, "\n").trimEnd()]);
}

export function fill(form, typed) {
  makeRoomFor(form, typed.map(([name]) => name));
  const values = grouped(typed);
  for (const box of form.elements) {
    if (!box.name || box.type === "hidden" || box.type === "submit") continue;
    const given = (values.get(box.name) ?? []).map(([, value]) => value);
    if (box.type === "checkbox") box.checked = given.includes(box.value);
    else box.value = given[0] ?? "";
  }
}

function grouped(typed) {
  const values = new Map();
  for (const pair of typed) values.set(pair[0], [...(values.get(pair[0]) ?? []), pair]);
  return values;
}
