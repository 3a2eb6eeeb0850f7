// How far the brief is, and on which documents it rests: quizzes/simulators/dossier.py does the same.
import { SimElement, fill } from "./sim-element.js";

const ROW_HEIGHT = 28;
const SPACE = /[\s\x1c-\x1f\x85]+/g;

const oneLine = (text) => text.replace(SPACE, " ").replace(/^ | $/g, "");

export function outcome(model, choices) {
  const decisions = Object.fromEntries(model.decisions.map((id) => [id, {
    is_chosen: Boolean(choices[`choice-${id}`]),
    length: [...oneLine(choices[`reason-${id}`] ?? "")].length,
    document: choices[`document-${id}`] ?? "",
  }]));
  const all = Object.values(decisions);
  return {
    decisions,
    chosen: all.filter((each) => each.is_chosen).length,
    reasoned: all.filter((each) => each.length > 0 && each.length <= model.limit).length,
    cited: new Set(all.map((each) => each.document).filter(Boolean)).size,
  };
}

class SimDossier extends SimElement {
  choices() {
    return Object.fromEntries(new FormData(this.form));
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show({ decisions, ...counts }) {
    const { documents, limit } = this.model;
    const table = this.querySelector("[data-chosen]").dataset;
    for (const [id, { is_chosen: isChosen, length, document }] of Object.entries(decisions)) {
      const place = documents.findIndex((each) => each.id === document);
      this.put(`chosen-${id}`, isChosen ? table.chosen : table.open);
      this.put(`length-${id}`, length);
      this.put(`document-${id}`, documents[place]?.title ?? "–");
      this.draw(`rests-${id}`, { y: place * ROW_HEIGHT + 4, visibility: place < 0 ? "hidden" : "visible" });
      this.draw(`count-${id}`, { class: length > limit ? "error" : "hint" });
    }
    const sentence = this.querySelector(".sim-sentence");
    sentence.textContent = fill(sentence.dataset.pattern, {
      ...counts, all: this.model.decisions.length, documents: documents.length,
    });
    return sentence.textContent;
  }
}

customElements.define("sim-dossier", SimDossier);
