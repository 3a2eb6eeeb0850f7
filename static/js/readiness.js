// What the readiness pages gain from JavaScript: words that were typed and not sent survive a page that is left.
document.querySelector(".error-summary")?.focus();

const SENT = "readiness sent";

function drafted(form, area) {
  const key = `draft ${location.pathname} ${form.dataset.drafts} ${area.name}`;
  const onPage = area.value;
  const draft = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (draft && draft.onPage === onPage) area.value = draft.text; // another text there: it was kept elsewhere since
  area.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify({ onPage, text: area.value })));
}

try {
  for (const form of document.querySelectorAll("form[data-drafts]")) {
    for (const area of form.querySelectorAll("textarea")) drafted(form, area);
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, "1"));
  }
  if (document.querySelector("[data-drafts-done]") && sessionStorage.getItem(SENT)) {
    for (const key of Object.keys(sessionStorage)) {
      if (key === SENT || key.startsWith("draft /readiness/")) sessionStorage.removeItem(key);
    }
  }
} catch { /* storage is switched off */ }
