// A line in a model's scores: quizzes/simulators/threshold.py computes the same.
import { SimElement, figure, fill } from "./sim-element.js";

const PARTS = ["accepted", "overridden", "slipped", "missed", "withheld"];
const WHOLE = ["accepted", "missed", "withheld"];
const HEIGHT = 132;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const round = (number, digits) => Number(number.toFixed(digits));

export function outcome(model, choices) {
  const right = model.right[choices.scores];
  const shown = model.lines.map((line) => line >= choices.threshold);
  const count = sum(model.messages.filter((_all, group) => shown[group]));
  const accepted = sum(right.filter((_good, group) => shown[group]));
  const wrong = count - accepted;
  const overridden = round((wrong * choices.caught) / 100, 1);
  const slipped = round((wrong * (100 - choices.caught)) / 100, 1);
  return {
    shown: count,
    accepted,
    wrong_shown: wrong,
    overridden,
    slipped,
    missed: sum(right) - accepted,
    withheld: sum(model.messages) - sum(right) - wrong,
    precision: count ? round(accepted / count, 3) : 0,
    net: round(model.save * accepted - model.fix * overridden - choices.slip * slipped, 1),
  };
}

class SimThreshold extends SimElement {
  choices() {
    const numbers = ["threshold", "caught", "slip"].map((name) => [name, Number(this.value(name))]);
    return { ...Object.fromEntries(numbers), scores: this.value("scores") };
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show(result, choices) {
    const threshold = choices.threshold.toFixed(2);
    this.put("threshold", threshold);
    this.form.elements.threshold.setAttribute("aria-valuetext", threshold);
    this.showColumns(choices);
    this.showOutcomes(result, choices);
    const place = this.querySelector("[data-pattern]");
    const all = sum(this.model.messages);
    const words = { ...result, threshold, all, net: figure(result.net, 1) };
    place.textContent = fill(place.dataset.pattern, words);
    return place.textContent;
  }

  showColumns(choices) {
    const { lines, messages, right } = this.model;
    const unit = HEIGHT / Math.max(...messages);
    lines.forEach((line, group) => {
      const good = right[choices.scores][group];
      this.put(`right-${group}`, good);
      const isShown = line >= choices.threshold;
      this.draw(`column-${group}`, { class: isShown ? "column" : "column off" });
      this.draw(`right-${group}`, { y: HEIGHT - good * unit, height: good * unit });
      this.draw(`wrong-${group}`, { y: HEIGHT - messages[group] * unit, height: (messages[group] - good) * unit });
    });
    const edge = `${(100 * lines.indexOf(choices.threshold)) / lines.length}%`;
    this.draw("line", { x1: edge, x2: edge });
  }

  showOutcomes(result, choices) {
    const each = { accepted: this.model.save, overridden: -this.model.fix, slipped: -choices.slip };
    const total = sum(PARTS.map((part) => result[part]));
    let start = 0;
    for (const part of PARTS) {
      const width = (100 * result[part]) / total;
      this.draw(part, { x: `${start}%`, width: `${width}%` });
      start += width;
      this.put(part, figure(result[part], WHOLE.includes(part) ? 0 : 1));
      if (!each[part]) continue;
      this.put(`${part}-each`, figure(each[part]));
      this.put(`${part}-minutes`, figure(result[part] * each[part], 1));
    }
    this.put("net", figure(result.net, 1));
  }
}

customElements.define("sim-threshold", SimThreshold);
