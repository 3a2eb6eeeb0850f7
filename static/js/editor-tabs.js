// On a narrow screen, writing and preview are two tabs; on a wide one they stand side by side and there are none.

export function startTabs(page) {
  const list = page.querySelector("[data-tabs]");
  const tabs = [...list.querySelectorAll("[role=tab]")];
  list.hidden = false;

  function choose(tab) {
    for (const each of tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
    }
    page.dataset.shows = tab.getAttribute("aria-controls");
    page.dispatchEvent(new CustomEvent("editor:shows"));
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    choose(next);
  });
  return { write: () => choose(tabs[0]) };
}
