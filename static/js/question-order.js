// Questions put in order by dragging them or with the arrows, each move announced. Saving is one press for all of it;
// without JavaScript the arrows load the page again, and numbers can be typed.

import { announce } from "./announcer.js";

const list = document.querySelector("[data-reorder]");
const rows = () => [...list.children];
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

function number() {
  rows().forEach((row, index) => {
    row.querySelector("input").value = String(index + 1);
    row.querySelector("[data-up]")?.setAttribute("aria-disabled", String(index === 0));
    row.querySelector("[data-down]")?.setAttribute("aria-disabled", String(index === rows().length - 1));
  });
}

function tell(row) {
  const place = rows().indexOf(row) + 1;
  announce(fill(list.dataset.moved, { name: row.dataset.name, place, count: rows().length }));
}

function move(row, place) {
  const others = rows().filter((other) => other !== row);
  if (place < 0 || place > others.length) return;
  list.insertBefore(row, others[place] ?? null);
  number();
  tell(row);
}

function press(event) {
  const button = event.target.closest("button[data-up], button[data-down]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("li");
  move(row, rows().indexOf(row) + (button.hasAttribute("data-up") ? -1 : 1));
  button.focus();
}

function drag(event) {
  const handle = event.target.closest(".handle");
  if (!handle) return;
  const row = handle.closest("li");
  const before = rows().indexOf(row);
  event.preventDefault();
  list.setPointerCapture(event.pointerId); // the list, since a row that moves loses what it captured
  row.classList.add("dragged");
  const follow = ({ clientY }) => {
    const below = rows().find((other) => other !== row && clientY < middle(other));
    if (below !== row.nextElementSibling) list.insertBefore(row, below ?? null);
  };
  list.addEventListener("pointermove", follow);
  list.addEventListener("lostpointercapture", () => {
    list.removeEventListener("pointermove", follow);
    row.classList.remove("dragged");
    number();
    if (rows().indexOf(row) !== before) tell(row);
  }, { once: true });
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

if (list?.querySelector("[data-up]")) {
  list.classList.add("draggable");
  list.addEventListener("click", press);
  list.addEventListener("pointerdown", drag);
  list.addEventListener("change", ({ target }) => move(target.closest("li"), (Number.parseInt(target.value, 10) || 1) - 1));
  number();
}
