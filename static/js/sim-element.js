// What all simulators share: a custom element around the form of an activity that shows the outcome while one sets it.
// A kind gives `choices()`, `outcome(choices)` and `show(outcome, choices)`, which returns the sentence to announce.

const PAUSE_MS = 500; // how long nothing must move until the outcome is read out

export class SimElement extends HTMLElement {
  connectedCallback() {
    this.model = JSON.parse(this.dataset.model);
    this.form = this.querySelector("form");
    this.hideAll("[data-without-script]", true);
    this.hideAll("[data-with-script]", false);
    this.said = this.update();
    this.addEventListener("input", () => this.changed());
  }

  disconnectedCallback() {
    clearTimeout(this.pause);
  }

  hideAll(selector, isHidden) {
    for (const part of this.querySelectorAll(selector)) part.hidden = isHidden;
  }

  update() {
    const choices = this.choices();
    return this.show(this.outcome(choices), choices);
  }

  changed() {
    const sentence = this.update();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.say(sentence), PAUSE_MS);
  }

  say(sentence) {
    if (!sentence || sentence === this.said) return;
    this.said = sentence;
    this.querySelector("[data-live]").textContent = sentence;
  }

  /** The value of a field as text, "" where none is chosen. */
  value(name) {
    return new FormData(this.form).get(name) ?? "";
  }

  /** The set ones of checkboxes. */
  values(name) {
    return new FormData(this.form).getAll(name);
  }

  /** Write into every [data-out=name]. */
  put(name, text) {
    for (const place of this.querySelectorAll(`[data-out="${name}"]`)) place.textContent = text;
  }

  /** Set attributes, of a drawing for instance, of every [data-draw=name]. */
  draw(name, attributes) {
    for (const shape of this.querySelectorAll(`[data-draw="${name}"]`)) {
      for (const [attribute, value] of Object.entries(attributes)) shape.setAttribute(attribute, value);
    }
  }
}

/** `{name}` in a pattern of the page, filled in: the words stay in the template, where they are translated. */
export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_match, name) => values[name]);

/** As Python's `figure` in quizzes/simulators/figures.py: grouped, with a real minus sign. */
export function figure(number, digits = 0) {
  const [whole, part] = Math.abs(number).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return number < 0 && Number(grouped.replaceAll(",", "")) !== 0 ? `−${grouped}` : grouped;
}
