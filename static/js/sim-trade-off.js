// Set-ups against a requirement: quizzes/simulators/trade_off.py computes the same.
import { SimElement, figure, fill } from "./sim-element.js";

const NEEDS = ["quality", "seconds", "budget", "control"];
const LEFT = 8; // percent of the width of a panel; as in the Python
const WIDTH = 88;
const cents = (number) => Math.round(number * 100) / 100;

export function outcome(model, choices) {
  const setups = model.setups.map((setup) => {
    const review = cents((setup.reviewed / 100) * model.volume * model.review_each);
    const cost = cents((setup.per_thousand * model.volume) / 1000);
    const total = cents(cost + review);
    return {
      id: setup.id,
      model: cost,
      review,
      total,
      poor: Math.round(((100 - setup.acceptable) / 100) * model.volume),
      meets: {
        quality: setup.acceptable >= choices.quality,
        seconds: setup.seconds <= choices.seconds,
        budget: total <= choices.budget,
        control: choices.control === "any" || (choices.control === "checked") === setup.reviewed > 0,
      },
    };
  });
  const survivors = setups.filter(({ meets }) => NEEDS.every((need) => meets[need]));
  return { setups, survivors: survivors.map(({ id }) => id) };
}

class SimTradeOff extends SimElement {
  choices() {
    const numbers = ["quality", "seconds", "budget"].map((name) => [name, Number(this.value(name))]);
    return { ...Object.fromEntries(numbers), control: this.value("control") };
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show(result, choices) {
    const slider = this.form.elements.quality;
    const words = fill(slider.dataset.words, { value: figure(choices.quality, choices.quality % 1 ? 1 : 0) });
    this.put("quality", words);
    slider.setAttribute("aria-valuetext", words);
    for (const need of NEEDS.slice(0, 3)) this.showLimit(need, choices[need]);
    for (const setup of result.setups) this.showSetup(setup, result.survivors.includes(setup.id));
    return this.showSentence(result.survivors);
  }

  showLimit(need, value) {
    const { least, most } = this.querySelector(`[data-draw="panel-${need}"]`).dataset;
    const scaled = need === "budget" ? Math.log10(value) : value;
    const place = LEFT + WIDTH * Math.min(1, Math.max(0, (scaled - least) / (most - least)));
    const [from, width] = need === "quality" ? [place, LEFT + WIDTH - place] : [LEFT, place - LEFT];
    this.draw(`field-${need}`, { x: `${from}%`, width: `${width}%` });
    this.draw(`limit-${need}`, { x1: `${place}%`, x2: `${place}%` });
  }

  showSetup({ id, meets }, survives) {
    this.draw(`row-${id}`, { class: survives ? "now" : "" });
    for (const need of NEEDS.slice(0, 3)) {
      this.draw(`${need}-${id}`, { class: meets[need] ? "mark" : "mark off" });
      this.draw(`cell-${need}-${id}`, { "data-meets": meets[need] ? "yes" : "no" });
    }
    const { yes, no, labels } = this.querySelector("table").dataset;
    const names = JSON.parse(labels);
    const lacking = NEEDS.filter((need) => !meets[need]).map((need) => names[need]);
    this.put(`verdict-${id}`, survives ? yes : [no, ...lacking].join(" "));
  }

  showSentence(survivors) {
    const place = this.querySelector("[data-some]");
    const letters = this.model.setups.map(({ id }, number) => [id, "ABCDEF"[number]]);
    const names = letters.filter(([id]) => survivors.includes(id)).map(([, letter]) => letter);
    const pattern = place.dataset[["none", "one"][names.length] ?? "some"];
    place.textContent = fill(pattern, { all: letters.length, count: names.length, names: names.join(", ") });
    return place.textContent;
  }
}

customElements.define("sim-trade-off", SimTradeOff);
