// Nothing typed is lost: each change is kept in this browser at once, and saved as the draft a few seconds later. What
// is saved is forgotten here. A closed tab, an expired session, a site that is away: the copy here stays.

import { newToken, startPresence, tellOthers } from "./editor-session.js";

const KEEP_MS = 300;
const SAVE_MS = 3000;
const TRY_AGAIN_MS = 15000;
const OF_PAGE = new Set(["csrfmiddlewaretoken", "version", "base", "on"]);

export const typedIn = (form) => [...new FormData(form)].filter(([name]) => !OF_PAGE.has(name));

// What the site is asked while somebody writes needs no second text beside the one that is typed.
export function bodyOf(form) {
  const body = new FormData(form);
  body.delete("base");
  return body;
}

export function startKeeping(page, form) {
  const key = `editor:${page.dataset.editor}`;
  const trouble = page.querySelector("[data-trouble]");
  const source = form.querySelector("[data-source]");
  let saved = JSON.stringify(typedIn(form));
  let isSaving = false;
  let isConflict = false;
  let keepTimer;
  let saveTimer;

  const now = () => JSON.stringify(typedIn(form));
  const isChanged = () => now() !== saved;
  const isTooLong = () => source.value.length > Number(source.dataset.limit);

  function say(state, words) {
    const place = page.querySelector("[data-state]");
    place.dataset.is = state;
    place.textContent = words;
  }

  function complain(words) {
    trouble.querySelector("[data-trouble-words]").textContent = words ?? "";
    trouble.hidden = !words;
  }

  function keep() {
    const copy = { at: Date.now(), version: form.elements.version.value, typed: typedIn(form) };
    try {
      localStorage.setItem(key, JSON.stringify(copy));
    } catch {
      complain(page.dataset.wordFull);
    }
  }

  function changed() {
    if (!isChanged()) return;
    say("unsaved", page.dataset.wordUnsaved);
    clearTimeout(keepTimer);
    keepTimer = setTimeout(keep, KEEP_MS);
    clearTimeout(saveTimer);
    saveTimer = setTimeout(save, SAVE_MS);
    if (isTooLong()) complain(tooLong());
  }

  function tooLong() {
    const words = { count: source.value.length, limit: Number(source.dataset.limit) };
    return page.dataset.wordLong.replace(/%\((\w+)\)s/g, (_, name) => words[name].toLocaleString("en"));
  }

  async function save() {
    if (isSaving || isConflict || isTooLong()) return;
    isSaving = true;
    const sent = now();
    const text = source.value;
    if (sent !== saved) say("unsaved", page.dataset.wordSaving);
    try {
      const response = await fetch(page.dataset.autosave, { method: "POST", body: bodyOf(form), redirect: "manual" });
      await take(response, sent, text);
    } catch {
      failed(page.dataset.wordAway);
    } finally {
      isSaving = false;
    }
  }

  async function take(response, sent, text) {
    if (response.ok) {
      const told = await response.json();
      form.elements.version.value = told.version;
      form.elements.base.value = text;
      saved = sent;
      tellOthers(page, told.others);
      complain("");
      say(isChanged() ? "unsaved" : "saved", told.message);
      if (isChanged()) saveTimer = setTimeout(save, SAVE_MS);
      else localStorage.removeItem(key);
    } else if (response.status === 409 || response.status === 422) {
      isConflict = response.status === 409;
      keep();
      const { message } = await response.json();
      complain(isConflict ? `${message} ${page.dataset.wordConflict}` : message);
      say("unsaved", page.dataset.wordKept);
    } else if (response.status === 403 && (await newToken(form))) {
      saveTimer = setTimeout(save, KEEP_MS); // somebody signed in again meanwhile
    } else if (response.status === 413) {
      keep();
      complain(page.dataset.wordTooMuch); // until something is typed there is no use in trying again
      say("unsaved", page.dataset.wordKept);
    } else {
      failed(response.status >= 500 ? page.dataset.wordAway : page.dataset.wordExpired);
    }
  }

  function failed(words) {
    keep();
    complain(words);
    say("unsaved", page.dataset.wordKept);
    saveTimer = setTimeout(save, TRY_AGAIN_MS);
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-page-preview")) return;
    keep(); // until the next page shows that it was saved
    saved = now();
  });
  addEventListener("pagehide", () => isChanged() && keep());
  addEventListener("beforeunload", (event) => {
    if (isChanged()) event.preventDefault();
  });
  addEventListener("focus", () => !trouble.hidden && isChanged() && save());
  startPresence(page, form);
  return { key };
}
