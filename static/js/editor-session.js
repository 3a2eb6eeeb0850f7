// Who is here, and whether we may still save.

const BEAT_MS = 20000;

// Signing in again makes a new token; without it nothing that was typed before could be saved. False if there is none.
export async function newToken(form) {
  const response = await fetch(location.pathname, { redirect: "manual" }).catch(() => null);
  if (!response?.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = page.querySelector("[data-form] [name=csrfmiddlewaretoken]")?.value;
  if (!token) return false;
  for (const box of document.querySelectorAll("[name=csrfmiddlewaretoken]")) box.value = token;
  return true;
}

// Says that somebody is here, and hears who else is.
export function startPresence(page, form) {
  setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const response = await fetch(page.dataset.presence, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (response?.ok) tellOthers(page, (await response.json()).others);
  }, BEAT_MS);
}

export function tellOthers(page, words) {
  const note = page.querySelector("[data-others]");
  if (note.textContent !== words) note.textContent = words;
}
