// A week with too few slots: what is used and by which kind of work, as quizzes/simulators/week.py counts it.
import { SimElement, fill } from "./sim-element.js";

export function outcome(model, choices) {
  const work = Object.fromEntries(model.work.map((name) => [name, 0]));
  const kept = choices.keep.filter((id) => Object.hasOwn(model.cards, id));
  let used = 0;
  for (const id of kept) {
    const [name, slots] = model.cards[id];
    work[name] += slots;
    used += slots;
  }
  return { kept: kept.length, used, free: model.slots - used, work };
}

class SimWeek extends SimElement {
  choices() {
    return { keep: this.values("keep") };
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show(found) {
    for (const [name, count] of Object.entries(found.work)) {
      this.put(`work-${name}`, count);
      this.draw(`work-${name}`, { width: `${Math.min(100, (100 * count) / this.model.slots).toFixed(2)}%` });
    }
    const place = this.querySelector(".sim-sentence");
    const pattern = found.free >= 0 ? place.dataset.fits : place.dataset.over;
    place.textContent = fill(pattern, { ...found, slots: this.model.slots, over: -found.free });
    return place.textContent;
  }
}

customElements.define("sim-week", SimWeek);
