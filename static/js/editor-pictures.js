// Uploading a picture without leaving the text.

import { insert } from "./editor-insert.js";

export function startPictures(page, source) {
  const opener = page.querySelector("[data-open-picture]");
  const dialog = page.querySelector("[data-picture]");
  if (!opener || !dialog) return;
  const form = dialog.querySelector("[data-picture-form]");
  const trouble = dialog.querySelector("[data-picture-trouble]");
  let place = 0;

  opener.addEventListener("click", () => {
    place = source.selectionEnd;
    trouble.hidden = true;
    dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (dialog.ariaBusy) return; // pressed twice
    dialog.ariaBusy = "true";
    const told = await send(form).catch(() => ({ errors: { "": [page.dataset.wordAway] } }));
    dialog.ariaBusy = null;
    if (told.markdown) {
      form.reset();
      dialog.close();
      insert(source, told.markdown, place, place);
      return;
    }
    trouble.textContent = Object.values(told.errors).flat().join(" ");
    trouble.hidden = false;
    form.elements.namedItem(Object.keys(told.errors)[0])?.focus();
  });

  async function send(form) {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (response.ok || response.status === 422) return response.json();
    return { errors: { "": [page.dataset.wordExpired] } };
  }
}
