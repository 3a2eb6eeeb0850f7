// Which of two days, and how strongly: the mean for each trait, as quizzes/simulators/mirror.py computes it.
import { SimElement, figure, fill } from "./sim-element.js";

const END = 2;
const LEANING = 0.5;
const MARGIN = 8;

/** To one decimal, halves away from zero: in whole numbers, so that Python comes to the same. */
function mean(total, count) {
  if (!count) return null;
  const tenths = Math.floor((20 * Math.abs(total) + count) / (2 * count));
  return tenths === 0 ? 0 : (Math.sign(total) * tenths) / 10;
}

export function outcome(model, choices) {
  const sums = {};
  const counts = Object.fromEntries(model.traits.map(({ id }) => [id, 0]));
  for (const { id, trait, second } of model.pairs) {
    const choice = choices[`pair-${id}`] ?? "";
    if (choice === "") continue;
    counts[trait] += 1;
    sums[trait] = (sums[trait] ?? 0) + (second === "b" ? choice : -choice);
  }
  return {
    means: Object.fromEntries(model.traits.map(({ id }) => [id, mean(sums[id], counts[id])])),
    counts,
    answered: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

const shown = (number) => (number === null ? "–" : figure(number, 1));
const place = (at) => `${MARGIN + ((100 - 2 * MARGIN) * (at + END)) / (2 * END)}%`;

class SimMirror extends SimElement {
  choices() {
    const given = this.model.pairs.map(({ id }) => [`pair-${id}`, this.value(`pair-${id}`)]);
    return Object.fromEntries(given.map(([name, value]) => [name, value === "" ? "" : Number(value)]));
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show({ means, counts, answered }) {
    for (const [trait, number] of Object.entries(means)) {
      this.put(`mean-${trait}`, shown(number));
      this.put(`count-${trait}`, counts[trait]);
      this.draw(`mine-${trait}`, { x: place(number ?? 0), visibility: number === null ? "hidden" : "visible" });
    }
    return this.sentence(means, answered);
  }

  sentence(means, answered) {
    const place = this.querySelector(".sim-sentence");
    const patterns = place.dataset;
    const lists = { lean: [], between: [], open: [] };
    for (const trait of this.model.traits) {
      const number = means[trait.id];
      const poles = fill(patterns.poles, trait);
      if (number === null) lists.open.push(poles);
      else if (Math.abs(number) < LEANING) lists.between.push(`${poles} (${shown(number)})`);
      else lists.lean.push(`${number > 0 ? trait.second : trait.first} (${shown(number)})`);
    }
    const said = [fill(answered ? patterns.some : patterns.none, { done: answered, all: this.model.pairs.length })];
    for (const [name, list] of answered ? Object.entries(lists) : []) {
      if (list.length) said.push(fill(patterns[name], { list: list.join(", ") }));
    }
    place.textContent = said.join(" ");
    return place.textContent;
  }
}

customElements.define("sim-mirror", SimMirror);
