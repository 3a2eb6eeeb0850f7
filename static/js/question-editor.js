// What writing a question gains from JavaScript: rows come and move without another page, what is said about a field
// stands beside it while somebody writes, and what was typed survives a page that is left. All of it works without.

import { announce } from "./announcer.js";
import { draftsOf } from "./question-drafts.js";

const PAUSE_MS = 700;
const PATIENCE_MS = 20000;
const editor = () => document.querySelector("[data-question-editor]");
const touched = new Set();

const post = (form, values, part) => fetch(location.href, {
  method: "POST",
  body: new URLSearchParams(values),
  headers: { "X-Part": part },
  redirect: "manual",
  signal: AbortSignal.timeout(PATIENCE_MS),
});

// --- Rows, and the two ways of writing ------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-question-editor] button[name=do]");
  if (!button || button.disabled || button.formTarget === "_blank" || ["save", "check"].includes(button.value)) return;
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") return;
  change(new FormData(editor(), button), button.value);
});

async function change(values, what) {
  const form = editor();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  try {
    const response = await post(form, values, "form");
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-question-editor]");
    if (!fresh) throw new Error("the answer holds no form");
    form.replaceWith(fresh);
    go(fresh, what);
    look();
  } catch {
    form.removeAttribute("aria-busy");
    announce(form.dataset.offline);
    say(form, form.dataset.offline);
  }
}

function say(form, words) {
  const note = form.querySelector("[data-note]") ?? form.insertBefore(document.createElement("p"), form.firstChild);
  note.dataset.note = "";
  note.className = "said";
  note.textContent = words;
}

// To the row that came, the button that was pressed at its new place, or what is beside a row that went.
function go(form, what) {
  const [verb] = what.split(".");
  const name = form.dataset.focus;
  const pressed = [`${verb}.${name}`, `up.${name}`, `down.${name}`]
    .map((value) => form.querySelector(`button[value="${CSS.escape(value)}"]:not([aria-disabled])`)).find(Boolean);
  const field = form.querySelector("[autofocus]");
  const target = verb === "up" || verb === "down" ? pressed ?? field : field;
  (target ?? form.querySelector("[name=yaml], textarea, input:not([type=hidden])"))?.focus();
  announce(form.querySelector("[role=status]")?.firstChild.textContent.trim() ?? "");
}

// --- What is said about a field, while somebody writes --------------------------------------------------------------

let waiting;
let asked = 0;

document.addEventListener("input", ({ target }) => {
  if (!target.closest("[data-question-editor]")) return;
  touched.add(target.id);
  drafts.keep(editor());
  look();
});

function look() {
  clearTimeout(waiting);
  if (editor()?.hasAttribute("data-checks")) waiting = setTimeout(ask, PAUSE_MS);
}

async function ask() {
  const form = editor();
  const number = asked += 1;
  const values = new FormData(form);
  values.set("do", "check");
  try {
    const response = await post(form, values, "told");
    const { told } = await response.json();
    if (number === asked && form === editor()) show(form, told);
  } catch { /* asked again with the next letter; saving checks everything anyway */ }
}

// A mistake is shown where somebody was already: an empty form is no list of mistakes.
function show(form, told) {
  for (const place of form.querySelectorAll("div.error[id], div.advice[id]")) {
    const [, id, what] = place.id.match(/^(.*)_(error|advice)$/);
    const words = told[id]?.[what] ?? [];
    const isShown = what === "advice" || touched.has(id) || place.childElementCount;
    place.replaceChildren(...(isShown ? words : []).map((text) => {
      return Object.assign(document.createElement("p"), { textContent: text });
    }));
    const field = what === "error" && document.getElementById(id);
    if (field && field.matches("input, textarea, select")) field.toggleAttribute("aria-invalid", place.childElementCount > 0);
  }
}

// --- What was typed and not stored ----------------------------------------------------------------------------------

const drafts = draftsOf(editor(), (values) => change(values, "draft"));
document.querySelector(".errornote[autofocus], .conflict")?.focus();
