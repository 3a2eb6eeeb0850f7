// What was typed into the form of a question and not stored, kept in this browser: a closed tab or an expired session
// takes nothing. It is offered on the next visit, and goes when the question was stored.

const SENT = "sent question";
const SILENT = ["csrfmiddlewaretoken", "seen", "removed", "do"];

export function draftsOf(form, putBack) {
  const key = `question ${location.pathname} ${form.dataset.key}`;
  const typed = (each) => JSON.stringify([...new FormData(each)].filter(([name]) => !SILENT.includes(name)));
  const before = typed(form);

  function keep(each) {
    try {
      localStorage.setItem(key, typed(each));
    } catch { /* storage is full or switched off */ }
  }

  function forget(name) {
    try {
      localStorage.removeItem(name);
    } catch { /* storage is switched off */ }
  }

  function stored() {
    try {
      const sent = sessionStorage.getItem(SENT);
      if (sent && document.querySelector(".messagelist .success, .messagelist .info")) forget(sent);
      sessionStorage.removeItem(SENT);
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function offer(draft) {
    const { found, take, drop } = form.dataset;
    const note = Object.assign(document.createElement("p"), { className: "said" });
    const button = (words, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
      made.addEventListener("click", () => {
        note.remove();
        act();
      });
      return made;
    };
    const longest = JSON.parse(draft).filter((pair) => !JSON.parse(before).some((other) => `${other}` === `${pair}`));
    note.append(`${found} “${(longest[0]?.[1] ?? "").slice(0, 80)}” `, button(take, () => {
      const values = new FormData();
      for (const [name, value] of JSON.parse(draft)) values.append(name, value);
      for (const name of ["csrfmiddlewaretoken", "seen"]) values.set(name, form.elements[name].value);
      values.set("do", "draft");
      putBack(values);
    }), " ", button(drop, () => forget(key)));
    form.before(note);
  }

  document.addEventListener("submit", ({ target, submitter }) => {
    if (target.matches("[data-question-editor]") && submitter?.value === "save") {
      try {
        sessionStorage.setItem(SENT, key);
      } catch { /* storage is switched off */ }
    }
  });

  const draft = stored();
  const isAnswer = document.querySelector(".errornote, .conflict");
  if (draft && draft !== before && !isAnswer) offer(draft);
  return { keep };
}
