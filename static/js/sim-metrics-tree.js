// Metrics on a tree: what hangs where, as quizzes/simulators/metrics_tree.py counts it.
import { SimElement, fill } from "./sim-element.js";

const LEVELS = ["outcome", "behaviour", "quality", "guardrail"];
const BAR = 88; // percent of a box that stand for all metrics

export function outcome(model, choices) {
  const hung = Object.fromEntries([...LEVELS, "nowhere"].map((place) => [place, []]));
  let open = 0;
  for (const { id } of model.metrics) {
    const place = choices[`metric-${id}`];
    if (Object.hasOwn(hung, place)) hung[place].push(id);
    else open += 1;
  }
  const bare = LEVELS.filter((level) => !hung[level].length);
  return { hung, open, bare, picked: (choices.figures ?? []).length };
}

class SimMetricsTree extends SimElement {
  choices() {
    return { ...Object.fromEntries(new FormData(this.form)), figures: this.values("figures") };
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show({ hung, open, bare, picked }) {
    const { metrics, labels } = this.model;
    const texts = Object.fromEntries(metrics.map(({ id, text }) => [id, text]));
    for (const [place, ids] of Object.entries(hung)) {
      this.put(`hung-${place}`, ids.length);
      this.put(`names-${place}`, ids.map((id) => texts[id]).join("; ") || "–");
      this.draw(`bar-${place}`, { width: `${(BAR * ids.length) / metrics.length}%` });
      this.draw(`box-${place}`, { class: ids.length ? "sim-box" : "sim-box bare" });
    }
    this.put("open", open);
    this.put("picked", picked);
    const place = this.querySelector(".sim-sentence");
    const words = { done: metrics.length - open, all: metrics.length, bare: bare.map((level) => labels[level]).join(", ") };
    place.textContent = fill(bare.length ? place.dataset.some : place.dataset.full, words);
    return place.textContent;
  }
}

customElements.define("sim-metrics-tree", SimMetricsTree);
