// What questions gain from JavaScript: steps that move with a button, moves that are announced, the time an answer took,
// and words that survive a page that is left. Each question is complete without it.
import { announce, replaceOnSubmit } from "./replace.js";

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

// --- The time from seeing a question to answering it ----------------------------------------------------------------

const seenAt = new WeakMap();
const eyes = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting && !seenAt.has(target)) seenAt.set(target, performance.now());
  }
}, { threshold: 0.2 });

document.addEventListener("submit", ({ target }) => {
  const field = target.querySelector("[data-seconds]");
  const began = seenAt.get(target);
  if (field && began !== undefined) field.value = ((performance.now() - began) / 1000).toFixed(1);
}, true);

// --- Steps in order -------------------------------------------------------------------------------------------------

function orderable(list) {
  const rows = () => [...list.children];
  const select = (row) => row.querySelector("select");
  const text = (row) => row.querySelector("label").textContent.trim();

  function number() {
    rows().forEach((row, index) => {
      select(row).value = String(index + 1);
      row.querySelector("[data-up]").setAttribute("aria-disabled", String(index === 0));
      row.querySelector("[data-down]").setAttribute("aria-disabled", String(index === rows().length - 1));
    });
  }

  function move(row, place, control) {
    const others = rows().filter((other) => other !== row);
    if (place < 0 || place > others.length) return;
    list.insertBefore(row, others[place] ?? null);
    number();
    control.focus();
    announce(fill(list.dataset.moved, { place: place + 1, count: others.length + 1, text: text(row) }));
  }

  function button(name, row) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "move", textContent: list.dataset[name] });
    made.dataset[name] = "";
    made.setAttribute("aria-label", `${list.dataset[name]}: ${text(row)}`);
    made.addEventListener("click", () => move(row, rows().indexOf(row) + (name === "up" ? -1 : 1), made));
    return made;
  }

  const chosen = rows().map((row) => Number(select(row).value));
  if (new Set(chosen).size === chosen.length && !chosen.includes(0)) {
    rows().sort((a, b) => select(a).value - select(b).value).forEach((row) => list.append(row));
  }
  for (const row of rows()) {
    row.querySelector(".control").append(button("up", row), button("down", row));
    select(row).addEventListener("change", () => move(row, Number(select(row).value || 1) - 1, select(row)));
  }
  number();
}

// --- Pairs and cards: what was chosen, and how many are done --------------------------------------------------------

function announced(list) {
  const rows = [...list.querySelectorAll(".row")];
  const isDone = (row) => Boolean(row.querySelector("input:checked") || row.querySelector("select")?.value);
  list.addEventListener("change", ({ target }) => {
    const row = target.closest(".row");
    const right = target.selectedOptions?.[0]?.textContent ?? target.closest("label").textContent;
    const left = row.querySelector("legend, label").textContent;
    announce(fill(list.dataset.chosen, {
      left: left.trim(), right: right.trim(), done: rows.filter(isDone).length, count: rows.length,
    }));
  });
}

// --- Words that are not sent yet ------------------------------------------------------------------------------------

const sent = new Set();

function drafted(area) {
  const { action, elements } = area.form;
  const key = `draft ${new URL(action).pathname} ${elements.place?.value ?? ""} ${elements.ordinal?.value ?? ""}`;
  try {
    const draft = sessionStorage.getItem(key);
    if (draft && !area.value) area.value = draft;
    area.addEventListener("input", () => sessionStorage.setItem(key, area.value));
    area.form.addEventListener("submit", () => sent.add(key));
  } catch { /* storage is switched off */ }
}

document.addEventListener("part-replaced", ({ target }) => {
  if (!target.querySelector("textarea[aria-invalid]")) {
    for (const key of sent) sessionStorage.removeItem(key);
    sent.clear();
  }
  improve(target);
});

function improve(root) {
  for (const form of root.querySelectorAll("form[data-question]")) eyes.observe(form);
  for (const list of root.querySelectorAll("[data-order]")) orderable(list);
  for (const list of root.querySelectorAll("[data-match]")) announced(list);
  for (const area of root.querySelectorAll(".question textarea, .own-words textarea")) drafted(area);
}

document.querySelector(".error-summary")?.focus();
if (!document.querySelector("[data-place]")) replaceOnSubmit(document); // on a lesson's page lesson.js does it
improve(document);
