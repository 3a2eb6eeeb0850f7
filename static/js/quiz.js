// What answering gains from JavaScript: no reload, moves that are announced, the time an answer took, words that survive a
// page that is left, and the modules of simulators. Everything is complete without it.

import { announce } from "./announcer.js";

// --- Sending in the background --------------------------------------------------------------------------------------
// Forms with data-replace, and decisions in activities (data-sim): the answer takes the place of the nearest data-part, and of
// other parts with the same id that come with it. What is missing or wrong (422), or old (409), comes back as such a
// part too. Where the line or the server fails, all that was entered stays and can be sent again; anything else goes the
// ordinary way, so that nothing is lost.

// One after another: the first answer may make a guest, and the next form must already be sent as that guest.
let queue = Promise.resolve();
const SHOWN = [409, 422];
const PATIENCE_MS = 20000; // sending again does no harm: an answer is kept once

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  if (form.matches("form[data-sim]") && button?.formMethod !== "post") {
    // "Show the outcome", or Enter in a field: once the module is there, the outcome is shown already.
    if (customElements.get(form.parentElement.localName)) event.preventDefault();
    return;
  }
  if (!form.matches("form[data-replace], form[data-sim]")) return;
  event.preventDefault();
  const part = form.closest("[data-part]");
  if (part.getAttribute("aria-busy") === "true") return;
  part.setAttribute("aria-busy", "true");
  queue = queue.then(() => send(form, part, button)).catch(() => keep(form, part, "failed"));
});

const addressOf = (form, button) => (button?.hasAttribute("formaction") ? button.formAction : form.action);

async function send(form, part, button) {
  let response;
  let html;
  try {
    response = await fetch(addressOf(form, button), {
      method: "POST",
      body: new URLSearchParams(new FormData(form, button)),
      headers: { "X-Part": part.dataset.part || "1" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    html = await response.text();
  } catch {
    keep(form, part, "offline");
    return;
  }
  if (response.ok || SHOWN.includes(response.status) || (response.status === 429 && isPart(html))) {
    swap(part, html, button);
    document.body.toggleAttribute("data-keeps", true);
  } else if (response.status >= 500) {
    keep(form, part, "failed");
  } else {
    part.removeAttribute("aria-busy");
    sendPlainly(form, button);
  }
}

// "Too often" may be said in the form, or on a page of its own.
const isPart = (html) => /^\s*<[a-z]+ [^>]*data-part/.test(html);

// A live region must be in the page before its text comes, so the words are moved into the one that stays.
function swap(part, html, button) {
  const fresh = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("body > [data-part]")];
  const [first, ...others] = fresh;
  if (!first) throw new Error("the answer holds no part of a page");
  part.replaceWith(first);
  for (const other of others) document.getElementById(other.id)?.replaceWith(other);
  for (const each of fresh) each.dispatchEvent(new CustomEvent("part-replaced", { bubbles: true }));
  const target = first.querySelector("[data-focus]") ?? sameButton(first, button);
  target?.focus();
  announce([...first.querySelectorAll("[role=status], [role=alert] a")].map((each) => each.textContent.trim()).join(". "));
}

function sameButton(part, button) {
  return button && part.querySelector(`button[name="${button.name}"][value="${button.value}"]`);
}

const WORDS = {
  offline: "There is no connection. What you entered is still here: send it again when you are online.",
  failed: "This could not be saved just now. What you entered is still here: please send it again in a moment.",
};

function keep(form, part, why) {
  settle(false);
  part.removeAttribute("aria-busy");
  let note = form.querySelector("[data-unsent]");
  if (!note) {
    note = Object.assign(document.createElement("p"), { className: "note warning" });
    note.dataset.unsent = "";
    form.append(note);
  }
  note.textContent = document.body.dataset[why] ?? WORDS[why];
  announce(note.textContent);
}

function sendPlainly(form, button) {
  if (button) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(hidden);
  }
  form.setAttribute("method", "post");
  form.setAttribute("action", addressOf(form, button));
  HTMLFormElement.prototype.submit.call(form);
}

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

// A draft belongs to one box: an answer to one comment is not the answer to another. It goes once its form was taken,
// in the background or on a page that says so; until then it is noted as sent, for the next page to know.

const sent = new Set();
const SENT = "sent drafts";

function drafted(area) {
  const { action, elements } = area.form;
  const parts = [elements.place, elements.ordinal, elements.parent].map((field) => field?.value ?? "");
  const key = `draft ${new URL(action).pathname} ${parts.join(" ")}`;
  try {
    const draft = sessionStorage.getItem(key);
    if (draft && !area.value) area.value = draft;
    area.addEventListener("input", () => sessionStorage.setItem(key, area.value));
    area.form.addEventListener("submit", () => {
      sent.add(key);
      sessionStorage.setItem(SENT, JSON.stringify([...sent]));
    });
  } catch { /* storage is switched off */ }
}

function settle(isTaken) {
  try {
    for (const key of isTaken ? sent : []) sessionStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
  } catch { /* storage is switched off */ }
  sent.clear();
}

function settleWhatThePageBeforeSent() {
  try {
    for (const key of JSON.parse(sessionStorage.getItem(SENT) ?? "[]")) sent.add(key);
  } catch { /* storage is switched off */ }
  settle(Boolean(document.querySelector(".flash .success")));
}

document.addEventListener("part-replaced", ({ target }) => {
  if (!target.querySelector("textarea[aria-invalid], .error-summary")) settle(true);
  improve(target);
});

// --- Comments -------------------------------------------------------------------------------------------------------
// The form below a text is the same for everybody; what it needs to be sent in one step comes when somebody begins to write.

document.addEventListener("focusin", async ({ target }) => {
  const form = target.closest?.("form[data-check]");
  if (!form) return;
  const { check, script } = form.dataset;
  delete form.dataset.check;
  try {
    const response = await fetch(check, { headers: { "X-Part": "1" } });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-check-here]");
    if (!response.ok || !fresh) return;
    form.querySelector("[data-check-here]").replaceWith(fresh);
    await import(script);
  } catch { /* sent without it, the form comes back with what is missing */ }
});

// The title of the page says that something is wrong, as it does where the page is loaded anew.
document.addEventListener("part-replaced", ({ target }) => {
  const word = target.dataset.errorTitle;
  if (!word) return;
  const title = document.title.startsWith(word) ? document.title.slice(word.length).trim() : document.title;
  document.title = target.querySelector(".error-summary") ? `${word} ${title}` : title;
});

// --- Simulators -----------------------------------------------------------------------------------------------------

const AHEAD = "800px"; // how near an activity must be until its module is loaded
const nearing = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    nearing.unobserve(target);
    import(target.dataset.script).catch(() => target.classList.add("plain"));
  }
}, { rootMargin: AHEAD });

// --- All of it, in the page and in each part that comes later -------------------------------------------------------

function improve(root) {
  for (const sim of root.querySelectorAll(".sim[data-script]")) nearing.observe(sim);
  for (const form of root.querySelectorAll("form[data-question]")) eyes.observe(form);
  for (const list of root.querySelectorAll("[data-order]")) orderable(list);
  for (const list of root.querySelectorAll("[data-match]")) announced(list);
  for (const area of root.querySelectorAll(".question textarea, .own-words textarea, .comment-form textarea")) drafted(area);
}

document.querySelector(".error-summary, .board [role=alert]")?.focus();
settleWhatThePageBeforeSent();
improve(document);
