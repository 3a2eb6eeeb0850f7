// Forms with data-replace: sent in the background; the answer takes the place of the nearest data-part.
// Where anything goes wrong the form is sent the ordinary way, so that nothing is lost.

// One after another: the first answer may make a guest, and the next form must already be sent as that guest.
let queue = Promise.resolve();

export function replaceOnSubmit(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-replace]")) return;
    event.preventDefault();
    const part = form.closest("[data-part]");
    if (part.getAttribute("aria-busy") === "true") return;
    part.setAttribute("aria-busy", "true");
    queue = queue.then(() => send(form, part, event.submitter));
  });
}

async function send(form, part, button) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, button)),
      headers: { "X-Part": "1" },
      redirect: "error",
    });
    if (!response.ok) throw new Error(response.status);
    swap(part, await response.text(), button);
    document.body.toggleAttribute("data-keeps", true);
  } catch {
    part.removeAttribute("aria-busy");
    sendPlainly(form, button);
  }
}

// A live region must be in the page before its text comes, so the words are moved into the one that stays.
function swap(part, html, button) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-part]");
  part.replaceWith(fresh);
  const selector = `button[name="${button.name}"][value="${button.value}"]`;
  fresh.querySelector(selector)?.focus();
  announce(fresh.querySelector("[role=status]")?.textContent ?? "");
}

function announce(words) {
  let region = document.getElementById("announcer");
  if (!region) {
    region = Object.assign(document.createElement("div"), { id: "announcer", className: "visually-hidden" });
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
}

function sendPlainly(form, button) {
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  form.append(hidden);
  HTMLFormElement.prototype.submit.call(form);
}
