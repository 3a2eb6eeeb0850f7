// What deciding about comments gains from JavaScript: no reload, focus on the next comment, and single keys, once they are
// switched on and only while focus is in the list. Everything is complete without it.

import { announce } from "./announcer.js";

const page = document.querySelector("[data-moderation]");
const list = page?.querySelector("[data-entries]");
const done = document.getElementById("queue-done");
const bulk = document.getElementById("bulk");
const PATIENCE_MS = 20000; // sending again does no harm: a comment is decided about once
const SWITCHED_ON = "moderation keys on";

const entries = () => [...(list?.querySelectorAll("[data-entry]") ?? [])];
const chosen = () => entries().filter((entry) => entry.querySelector("[data-select]")?.checked);
const current = () => document.activeElement?.closest("[data-entry]");

const told = (root) => [...root.querySelectorAll("[data-told]")].map((each) => each.textContent.trim()).join(" ");

// --- Sending in the background --------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!list?.hasAttribute("data-removes") || !form.matches("[data-decide], #bulk")) return;
  event.preventDefault();
  if (page.getAttribute("aria-busy") === "true") return;
  page.setAttribute("aria-busy", "true");
  send(form, submitter).finally(() => page.removeAttribute("aria-busy"));
});

async function send(form, submitter) {
  const values = new FormData(form, submitter);
  let response;
  let html;
  try {
    response = await fetch(form.getAttribute("action"), { // buttons are called so too
      method: "POST",
      body: new URLSearchParams(values),
      headers: { "X-Part": "1" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    html = await response.text();
  } catch {
    const note = Object.assign(document.createElement("p"), { className: "note warning", textContent: done.dataset.offline });
    done.replaceChildren(note);
    announce(note.textContent);
    return;
  }
  if (response.ok || response.status === 422) {
    done.innerHTML = html; // from our own page, escaped there
    announce(told(done));
    if (response.ok) settle();
    else done.focus();
    return;
  }
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "action", value: values.get("action") });
  form.append(hidden);
  HTMLFormElement.prototype.submit.call(form);
}

// What is decided goes. What was refused stays, as it is now and with the reason.
function settle() {
  const words = done.querySelector("[data-settled]")?.dataset.settled ?? "";
  const fresh = [...(done.querySelector("template[data-refused]")?.content.querySelectorAll("[data-entry]") ?? [])];
  for (const entry of fresh) document.getElementById(entry.id)?.replaceWith(entry);
  remove(new Set(words.split(" ").filter(Boolean)), fresh[0]);
}

function remove(numbers, refused) {
  const all = entries();
  const isGone = (entry) => numbers.has(entry.querySelector("[name=comment]").value.split(".")[0]);
  const last = all.findLastIndex(isGone);
  const next = refused ?? all.slice(last + 1).find((entry) => !isGone(entry)) ?? all.findLast((entry) => !isGone(entry));
  for (const entry of all.filter(isGone)) {
    const group = entry.closest("[data-group]");
    entry.closest("li").remove();
    if (!group.querySelector("[data-entry]")) group.remove();
  }
  for (const count of page.querySelectorAll("[data-count]")) {
    count.textContent = String(Math.max(0, Number(count.textContent) - all.filter(isGone).length));
    document.title = document.title.replace(/\(\d+\)/, `(${count.textContent})`);
  }
  showChosen();
  if (next) next.focus();
  else if (done.querySelector("[name=done]")) location.assign(addressAfter(done.querySelector("[name=done]").value));
  else location.reload();
}

// The page is empty: the next fifty, with what was just done.
function addressAfter(numbers) {
  const address = new URL(location.href);
  address.searchParams.set("done", numbers);
  address.searchParams.delete("page");
  address.hash = "queue-done";
  return address;
}

// --- Choosing -------------------------------------------------------------------------------------------------------

function showChosen() {
  const words = bulk?.querySelector("[data-chosen]");
  if (!words) return;
  const count = chosen().length;
  words.textContent = count ? words.dataset.some.replace("{count}", count) : words.dataset.none;
}

list?.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-select]")) return;
  showChosen();
  announce(bulk.querySelector("[data-chosen]").textContent);
});

const all = bulk?.querySelector("[data-choose-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const isToChoose = chosen().length < entries().length;
    for (const entry of entries()) entry.querySelector("[data-select]").checked = isToChoose;
    showChosen();
    announce(bulk.querySelector("[data-chosen]").textContent);
  });
}

// --- Single keys ----------------------------------------------------------------------------------------------------

const help = page?.querySelector("[data-keys-help]");
const wanted = help?.querySelector("[data-keys-switch]");
if (help) {
  help.hidden = false;
  try {
    wanted.checked = localStorage.getItem(SWITCHED_ON) !== null;
    wanted.addEventListener("change", () => {
      if (wanted.checked) localStorage.setItem(SWITCHED_ON, "1");
      else localStorage.removeItem(SWITCHED_ON);
    });
  } catch { /* storage is switched off: it counts for this page */ }
}

const button = (action) => {
  const form = chosen().length ? bulk : current();
  return form?.querySelector(`button[name=action][value=${action}]`);
};

function step(by) {
  const those = entries();
  const at = those.indexOf(current());
  those[Math.min(Math.max(at + by, 0), those.length - 1)]?.focus();
}

function reject() {
  if (chosen().length) {
    bulk.querySelector("select").focus();
    return;
  }
  const details = current()?.querySelector("[data-reject]");
  if (!details) return;
  details.open = true;
  details.querySelector("select").focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => button("approve")?.click(),
  s: () => button("spam")?.click(),
  r: reject,
  u: () => done.querySelector("[data-key=u]")?.click(),
  x: () => current()?.querySelector("[data-select]")?.click(),
  e: () => current()?.querySelector("[data-edit]")?.click(),
  "?": () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  const box = event.key === "Escape" ? event.target.closest("[data-reject][open]") : null;
  if (!box) return;
  event.preventDefault();
  box.open = false;
  box.querySelector("summary").focus();
});

document.addEventListener("keydown", (event) => {
  if (!wanted?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!event.target.closest("[data-entries]") || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// --- Where to begin -------------------------------------------------------------------------------------------------

const flash = document.querySelector(".flash");
if (page) {
  const words = `${flash ? flash.textContent.trim() : ""} ${told(done)}`.trim();
  if (words) announce(words);
  const target = document.getElementById(location.hash.slice(1));
  if (target?.matches("[data-entry]")) target.focus();
  else if (words && entries().length) entries()[0].focus();
}
document.querySelector(".error-summary")?.focus();
