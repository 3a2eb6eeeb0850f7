// What a security check gains from JavaScript: another question takes the place of the first without a reload, and the
// rest of the form is not sent for it. Where that fails, the form is sent as it is without JavaScript.
const PATIENCE_MS = 10000;
const TOO_OFTEN = 429;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-security-check] [data-other]");
  if (!button || button.dataset.plain) return;
  event.preventDefault();
  const check = button.closest("[data-security-check]");
  if (check.getAttribute("aria-busy") === "true") return;
  check.setAttribute("aria-busy", "true");
  ask(check, button)
    .catch(() => {
      button.dataset.plain = "1";
      button.click();
    })
    .finally(() => check.removeAttribute("aria-busy"));
});

async function ask(check, button) {
  const query = new URLSearchParams({ kind: button.value, prefix: check.dataset.prefix, ids: check.dataset.ids });
  const response = await fetch(`${check.dataset.securityCheck}?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok && response.status !== TOO_OFTEN) throw new Error(response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fieldset = page.querySelector("[data-security-check] > fieldset");
  if (!fieldset) throw new Error("no check came");
  check.querySelector("fieldset").replaceWith(fieldset);
  check.querySelector(`[data-other="${button.dataset.other}"]`).focus();
  tell(check, fieldset.dataset.announcement);
}

function tell(check, words) {
  check.querySelector('[role="status"]').textContent = words;
}

// Errors of media do not bubble: hear them on the way down.
document.addEventListener("error", ({ target: sound }) => {
  const check = sound.matches?.("audio[data-failed]") && sound.closest("[data-security-check]");
  if (!check || sound.nextElementSibling?.matches("[data-failure]")) return;
  const note = Object.assign(document.createElement("p"), { className: "note warning", textContent: sound.dataset.failed });
  note.dataset.failure = "";
  sound.after(note);
  tell(check, sound.dataset.failed);
}, true);
