// Quotations and tickets under patterns, and patterns under labels: quizzes/simulators/readout.py counts the same.
import { SimElement, fill } from "./sim-element.js";

const KINDS = ["quotations", "tickets"];
const REACH = 88; // percent of the drawing that stand for all quotations and tickets
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

export function outcome(model, choices) {
  const count = (items, group) => items.filter((item) => choices[`group-${item}`] === group).length;
  const tally = (group) => [group, Object.fromEntries(KINDS.map((kind) => [kind, count(model[kind], group)]))];
  const groups = Object.fromEntries([...model.patterns, "apart"].map(tally));
  const labels = Object.fromEntries(model.labels.map(({ id }) => [id, 0]));
  for (const pattern of model.patterns) {
    const label = choices[`label-${pattern}`];
    if (Object.hasOwn(labels, label)) labels[label] += sum(Object.values(groups[pattern]));
  }
  const grouped = sum(Object.values(groups).flatMap((group) => Object.values(group)));
  return { groups, open: model.quotations.length + model.tickets.length - grouped, labels };
}

class SimReadout extends SimElement {
  choices() {
    return Object.fromEntries(new FormData(this.form));
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show({ groups, open, labels }, choices) {
    const all = sum(KINDS.map((kind) => this.model[kind].length));
    const words = Object.fromEntries(this.model.labels.map(({ id, label }) => [id, label]));
    const percent = (count) => `${(REACH * count) / all}%`;
    for (const [id, { quotations, tickets }] of Object.entries(groups)) {
      this.draw(`quotations-${id}`, { width: percent(quotations) });
      this.draw(`tickets-${id}`, { x: percent(quotations), width: percent(tickets) });
      this.draw(`end-${id}`, { x: percent(quotations + tickets) });
      this.put(`quotations-${id}`, quotations);
      this.put(`tickets-${id}`, tickets);
      this.put(`total-${id}`, quotations + tickets);
      this.put(`label-${id}`, words[choices[`label-${id}`]] ?? "–");
    }
    for (const kind of KINDS) {
      this.put(`open-${kind}`, this.model[kind].length - sum(Object.values(groups).map((group) => group[kind])));
    }
    const place = this.querySelector(".sim-sentence");
    const list = this.model.labels.map(({ id, label }) => `${label} ${labels[id]}`).join(", ");
    place.textContent = fill(open < all ? place.dataset.some : place.dataset.none, { all, done: all - open, open, list });
    return place.textContent;
  }
}

customElements.define("sim-readout", SimReadout);
