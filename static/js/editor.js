// The page on which lessons and articles are written. Without JavaScript it saves and previews by its buttons; with it
// there are tools above the text, a preview beside it, and a draft that saves itself.

import { startKeeping } from "./editor-keep.js";
import { startPictures } from "./editor-pictures.js";
import { startPreview } from "./editor-preview.js";
import { startRestoring } from "./editor-restore.js";
import { startRows } from "./editor-rows.js";
import { startTabs } from "./editor-tabs.js";
import { startTools } from "./editor-tools.js";

const page = document.querySelector("[data-editor]");
if (page) start();

function start() {
  const form = page.querySelector("[data-form]");
  const source = page.querySelector("[data-source]");
  const tabs = startTabs(page);
  startRows(page);
  startTools(page, source);
  startPictures(page, source);
  startPreview(page, form, source, tabs);
  const keeper = startKeeping(page, form);
  startRestoring(page, form, keeper);
  startCount(source, page.querySelector("[data-count]"));
  page.classList.add("is-lively");
}

function startCount(source, count) {
  const limit = Number(source.dataset.limit);
  const show = () => {
    const words = { count: source.value.length.toLocaleString("en"), limit: limit.toLocaleString("en") };
    count.textContent = page.dataset.wordCount.replace(/%\((\w+)\)s/g, (_, name) => words[name]);
    count.parentElement.classList.toggle("too-much", source.value.length > limit);
  };
  source.addEventListener("input", show);
  show();
}
