// Activities on a page: loads the modules of those that are there, and sends decisions without a reload.
// Where anything goes wrong the form is sent the ordinary way, so that nothing is lost.

const AHEAD = "800px"; // how near an activity must be until its module is loaded
const SHOWN = [200, 409, 422]; // decided; sent from an old form; incomplete: each comes with the part to show

const nearing = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    nearing.unobserve(target);
    import(target.dataset.script).catch(() => target.classList.add("plain"));
  }
}, { rootMargin: AHEAD });

function load(root) {
  for (const sim of root.querySelectorAll(".sim[data-script]")) nearing.observe(sim);
}

// One after another: the first answer may make a guest, and the next form must already be sent as that guest.
let queue = Promise.resolve();

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("form[data-sim]")) return;
  if (button?.formMethod !== "post") {
    // "Show the outcome", or Enter in a field: once the module is there, the outcome is shown already.
    if (customElements.get(form.parentElement.localName)) event.preventDefault();
    return;
  }
  event.preventDefault();
  const part = form.closest("[data-part]");
  if (part.getAttribute("aria-busy") === "true") return;
  part.setAttribute("aria-busy", "true");
  queue = queue.then(() => send(form, part, button));
});

async function send(form, part, button) {
  try {
    const response = await fetch(button.formAction, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Part": part.dataset.part },
      redirect: "error",
    });
    if (!SHOWN.includes(response.status)) throw new Error(response.status);
    swap(part, await response.text());
    document.body.toggleAttribute("data-keeps", true);
  } catch {
    part.removeAttribute("aria-busy");
    form.setAttribute("method", "post");
    form.setAttribute("action", button.formAction);
    HTMLFormElement.prototype.submit.call(form);
  }
}

function swap(part, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-part]");
  part.replaceWith(fresh);
  load(fresh);
  fresh.querySelector("[role=alert], .verdict h3").focus();
}

load(document);
document.querySelector(".board [role=alert]")?.focus();
