// The page beside the text, as it would be now, and what is wrong with the text. A newer question ends an older one.

import { goToLine, lineOf } from "./editor-insert.js";
import { bodyOf } from "./editor-keep.js";

const PAUSE_MS = 350;

export function startPreview(page, form, source, tabs) {
  const frame = page.querySelector("[data-frame]");
  const panel = page.querySelector("[data-panel]");
  const words = new DOMParser();
  let asked = new AbortController();
  let timer;
  let lines = [];

  async function look() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const response = await fetch(page.dataset.look, { method: "POST", body: bodyOf(form), redirect: "manual", signal });
      if (!response.ok) throw new Error(String(response.status));
      const told = await response.json();
      const wasOpen = panel.querySelector("details")?.open;
      panel.innerHTML = told.panel; // from our own page, escaped there
      if (wasOpen && panel.querySelector("details")) panel.querySelector("details").open = true;
      lines = told.lines;
      if (told.page) show(told.page);
    } catch (error) {
      if (error.name !== "AbortError") panel.replaceChildren(page.dataset.wordNoLook);
    }
  }

  // Only the body is new: styles stay, nothing flashes, and the place where one was stays.
  function show(html) {
    const inside = frame.contentDocument;
    if (!inside?.body) return;
    const { scrollX, scrollY } = frame.contentWindow;
    const open = [...inside.querySelectorAll("details")].map((each) => each.open);
    inside.body.replaceChildren(...words.parseFromString(html, "text/html").body.childNodes);
    inside.querySelectorAll("details").forEach((each, place) => (each.open = open[place] ?? each.open));
    frame.contentWindow.scrollTo(scrollX, scrollY);
  }

  function quieten() {
    const inside = frame.contentDocument;
    if (!inside) return;
    inside.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
      if (event.target.closest?.("button, input")) event.preventDefault();
    });
  }

  // Where the cursor's line is on the page: between the nearest things before and after it that can be found there.
  function follow() {
    const inside = frame.contentDocument;
    if (!inside?.body || !frame.clientHeight) return;
    const line = lineOf(source.value, source.selectionStart);
    const found = lines.map(([number, id]) => [number, inside.getElementById(id)]).filter(([, element]) => element);
    const top = (element) => element.getBoundingClientRect().top + frame.contentWindow.scrollY;
    const before = found.findLast(([number]) => number <= line);
    const after = found.find(([number]) => number > line);
    const from = before ? top(before[1]) : 0;
    const to = after ? top(after[1]) : inside.documentElement.scrollHeight;
    const [first, last] = [before?.[0] ?? 1, after?.[0] ?? source.value.split("\n").length + 1];
    const place = from + (to - from) * Math.min(1, Math.max(0, (line - first) / Math.max(1, last - first)));
    const seen = frame.contentWindow.scrollY;
    if (place < seen + 40 || place > seen + frame.clientHeight - 120) {
      frame.contentWindow.scrollTo(0, Math.max(0, place - frame.clientHeight / 3));
    }
  }

  const later = () => {
    clearTimeout(timer);
    if (source.value.length <= Number(source.dataset.limit)) timer = setTimeout(() => look().then(follow), PAUSE_MS);
  };
  form.addEventListener("input", later);
  for (const name of ["keyup", "click"]) source.addEventListener(name, follow);
  page.addEventListener("editor:shows", follow);
  frame.addEventListener("load", quieten);
  quieten();
  look();

  page.addEventListener("click", (event) => {
    const { line, toField } = event.target.closest("[data-line], [data-to-field]")?.dataset ?? {};
    if (!line && !toField) return;
    event.preventDefault();
    tabs.write();
    if (line) goToLine(source, Number(line));
    else page.querySelector(`[data-field="${toField}"] :is(input, textarea, select)`)?.focus();
  });
}
