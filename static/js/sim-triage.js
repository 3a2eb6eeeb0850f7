// Cards that each want a call: how many there are of each, as quizzes/simulators/triage.py counts them.
import { SimElement, fill } from "./sim-element.js";

const percent = (count, all) => `${(100 * count) / all}%`;

function tally(choices, field, cards, offers) {
  const counts = Object.fromEntries(offers.map((offer) => [offer, 0]));
  let none = 0;
  for (const card of cards) {
    const chosen = choices[`${field}-${card}`];
    if (Object.hasOwn(counts, chosen)) counts[chosen] += 1;
    else none += 1;
  }
  return [counts, none];
}

export function outcome(model, choices) {
  const [calls, open] = tally(choices, "call", model.cards, model.calls.map((call) => call.id));
  const [questions, without] = tally(choices, "question", model.cards, model.questions);
  return { calls, open, questions, without: model.questions.length ? without : 0 };
}

class SimTriage extends SimElement {
  choices() {
    return Object.fromEntries(new FormData(this.form));
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show({ calls, open, questions, without }) {
    const all = this.model.cards.length;
    let start = 0;
    for (const [name, count] of [...Object.entries(calls).map(([id, count]) => [`call-${id}`, count]), ["open", open]]) {
      this.put(name, count);
      this.draw(name, { x: percent(start, all), width: percent(count, all) });
      start += count;
    }
    for (const [question, count] of Object.entries(questions)) this.put(`question-${question}`, count);
    this.put("without", without);
    return this.sentence(calls, open, all);
  }

  sentence(calls, open, all) {
    const place = this.querySelector(".sim-sentence");
    const { none, some, things } = place.dataset;
    const list = this.model.calls.filter(({ id }) => calls[id]).map(({ id, label }) => `${label} ${calls[id]}`).join(", ");
    place.textContent = fill(list ? some : none, { all, things, done: all - open, open, list });
    return place.textContent;
  }
}

customElements.define("sim-triage", SimTriage);
