// Who gets stuck with the dials set like this: quizzes/simulators/recovery.py computes the same.
import { SimElement, fill } from "./sim-element.js";

function ruleFor(patient, choices) {
  const number = patient.stuck.findIndex(([when]) =>
    Object.entries(when).every(([dial, positions]) => positions.includes(choices[dial])),
  );
  return number === -1 ? null : number;
}

export function outcome(model, choices) {
  const patients = model.patients.map((patient) => ({ id: patient.id, rule: ruleFor(patient, choices) }));
  return { patients, through: patients.filter(({ rule }) => rule === null).length };
}

class SimRecovery extends SimElement {
  choices() {
    return Object.fromEntries(this.model.dials.map((dial) => [dial, Number(this.value(dial))]));
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show(result) {
    const names = result.patients.flatMap(({ id, rule }, number) => {
      const isStuck = rule !== null;
      const state = this.querySelector(`[data-out="state-${id}"]`);
      state.textContent = isStuck ? state.dataset.stuck : state.dataset.through;
      this.put(`why-${id}`, isStuck ? this.model.patients[number].stuck[rule][1] : "");
      this.draw(`patient-${id}`, { class: isStuck ? "patient stuck" : "patient" });
      this.draw(`fate-${id}`, { class: isStuck ? "fate stuck" : "fate" });
      return isStuck ? [this.querySelector(`[data-out="name-${id}"]`).textContent] : [];
    });
    const place = this.querySelector("[data-pattern]");
    const words = { through: result.through, all: result.patients.length, names: names.join(", ") };
    place.textContent = fill(names.length ? place.dataset.pattern : place.dataset.free, words);
    return place.textContent;
  }
}

customElements.define("sim-recovery", SimRecovery);
