// What a lesson gains from JavaScript: marks without a reload, the section in view shown in the list, and the place
// remembered for learners (body[data-keeps]; data-place says where to send it).
import { replaceOnSubmit } from "./replace.js";
const SECONDS_BETWEEN_SENDS = 5;

function keepPlace(text, list) {
  if (!text) return;
  const sections = [...text.querySelectorAll("h2[id^='s-']")];
  const end = text.querySelector(".takeaway");
  const url = document.body.dataset.place;
  let anchor = "";
  let atEnd = false;
  let sent = "";
  let lastSend = 0;

  function look() {
    const line = innerHeight * 0.35;
    const passed = sections.filter((heading) => heading.getBoundingClientRect().top < line);
    anchor = passed.at(-1)?.id ?? "";
    atEnd ||= Boolean(end) && end.getBoundingClientRect().top < innerHeight;
    for (const link of list?.querySelectorAll("a") ?? []) {
      if (link.hash === `#${anchor}`) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  function send() {
    const state = `${anchor} ${atEnd}`;
    if (!("keeps" in document.body.dataset) || state === sent) return;
    sent = state;
    lastSend = Date.now();
    const body = new URLSearchParams({ anchor });
    if (atEnd) body.set("at_end", "on");
    fetch(url, { method: "POST", body, keepalive: true }).catch(() => { sent = ""; });
  }

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      look();
      if (Date.now() - lastSend > SECONDS_BETWEEN_SENDS * 1000) send();
    });
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  addEventListener("pagehide", send);
  look();
}

replaceOnSubmit(document);
keepPlace(document.querySelector(".prose"), document.querySelector(".toc"));
