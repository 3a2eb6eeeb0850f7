// Keyboard shortcuts of a review and its results, for those who switched them on: space shows the answer, figures mark,
// U takes back.

const card = document.querySelector("[data-keys]");

document.addEventListener("keydown", (event) => {
  if (!card || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea")) return;
  const answer = card.querySelector("details");
  if (event.key === " " && answer && !event.target.closest("button, a, summary")) {
    event.preventDefault();
    answer.open = !answer.open;
    return;
  }
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button || (answer?.contains(button) && !answer.open)) return;
  event.preventDefault();
  button.click();
});

document.querySelector(".error-summary")?.focus();
