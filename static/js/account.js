// What the account pages gain from JavaScript. Each of them is complete without it, but for passkeys.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const field of document.querySelectorAll("[data-time-zone]")) {
  if (field.type === "hidden") field.value = zone;
  else offerZone(field);
}

function offerZone(select) {
  const isChoice = [...select.options].some((option) => option.value === zone);
  if (!isChoice || select.value === zone) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "btn quiet small",
    textContent: select.dataset.timeZone.replace("{zone}", zone.replaceAll("_", " ")),
  });
  button.addEventListener("click", () => {
    select.value = zone;
    select.focus();
    button.remove();
  });
  select.after(button);
}

document.querySelector(".error-summary")?.focus();

// Words that were typed and not sent are for whoever typed them (see quiz.js).
document.querySelector("form[action$='/logout/']")?.addEventListener("submit", () => sessionStorage.clear());

const canUsePasskeys = "PublicKeyCredential" in window;
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !canUsePasskeys;
for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = canUsePasskeys;

// allauth's scripts tell what went wrong to the console only.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.querySelector("[data-passkey-error]");
  note.hidden = true;
  requestAnimationFrame(() => { note.hidden = false; });
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
