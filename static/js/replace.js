// Forms with data-replace: sent in the background; the answer takes the place of the nearest data-part, and of other
// parts with the same id that come with it. What is missing or wrong (422) comes back as such a part too.
// Where the line or the server fails, all that was entered stays and can be sent again; anything else goes the ordinary
// way, so that nothing is lost.

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
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, button)),
      headers: { "X-Part": "1" },
      redirect: "manual",
    });
  } catch {
    keep(form, part, "offline");
    return;
  }
  if (response.ok || response.status === 422) {
    swap(part, await response.text(), button);
    document.body.toggleAttribute("data-keeps", true);
  } else if (response.status >= 500) {
    keep(form, part, "failed");
  } else {
    part.removeAttribute("aria-busy");
    sendPlainly(form, button);
  }
}

// A live region must be in the page before its text comes, so the words are moved into the one that stays.
function swap(part, html, button) {
  const fresh = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("body > [data-part]")];
  const [first, ...others] = fresh;
  part.replaceWith(first);
  for (const other of others) document.getElementById(other.id)?.replaceWith(other);
  for (const each of fresh) each.dispatchEvent(new CustomEvent("part-replaced", { bubbles: true }));
  const target = first.querySelector("[data-focus]") ?? sameButton(first, button);
  target?.focus();
  announce([...first.querySelectorAll("[role=status], [role=alert] a")].map((each) => each.textContent.trim()).join(". "));
}

function sameButton(part, button) {
  return button && part.querySelector(`button[name="${button.name}"][value="${button.value}"]`);
}

const WORDS = {
  offline: "There is no connection. What you entered is still here: send it again when you are online.",
  failed: "This could not be saved just now. What you entered is still here: please send it again in a moment.",
};

function keep(form, part, why) {
  part.removeAttribute("aria-busy");
  let note = form.querySelector("[data-unsent]");
  if (!note) {
    note = Object.assign(document.createElement("p"), { className: "note warning" });
    note.dataset.unsent = "";
    form.append(note);
  }
  note.textContent = document.body.dataset[why] ?? WORDS[why];
  announce(note.textContent);
}

export function announce(words) {
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
  if (button) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
    form.append(hidden);
  }
  HTMLFormElement.prototype.submit.call(form);
}
