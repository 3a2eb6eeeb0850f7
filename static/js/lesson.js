// What a lesson gains from JavaScript besides quiz.js: the section in view shown in the list, and the place remembered
// for learners (body[data-keeps]; data-place says where to send it).
const PAUSE_MS = 800; // how long scrolling must rest until the place counts as reached

function keepPlace(text, list) {
  if (!text) return;
  const sections = [...text.querySelectorAll("h2[id^='s-']")];
  const end = text.querySelector(".takeaway");
  const url = document.body.dataset.place;
  let anchor = "";
  let atEnd = false;
  let sent = "";

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
    const body = new URLSearchParams({ anchor });
    if (atEnd) body.set("at_end", "on");
    fetch(url, { method: "POST", body, keepalive: true }).catch(() => { sent = ""; });
  }

  let isWaiting = false;
  let pause;
  addEventListener("scroll", () => {
    clearTimeout(pause);
    pause = setTimeout(send, PAUSE_MS);
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      look();
    });
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  addEventListener("pagehide", send);
  look();
  sent = `${anchor} ${atEnd}`;
}

// The list of lessons scrolls by itself where the screen is low: begin with this lesson in view.
function showCurrent(list) {
  const current = list?.querySelector("[aria-current=page]");
  if (current) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
}

// "Back" leads to the page of ours that a reader came from; without one, and without this script, to the course.
function leadBack(link) {
  const from = document.referrer && new URL(document.referrer);
  if (link && from && from.origin === location.origin && !["/accounts/", location.pathname].some((path) => from.pathname.startsWith(path))) link.href = from.href;
}

leadBack(document.querySelector("[data-back]"));
showCurrent(document.querySelector(".rail ol"));
keepPlace(document.querySelector(".prose"), document.querySelector(".toc"));
