// Words used, absolute words, and what a rewrite seems to name: quizzes/simulators/claims.py and wording.py do the same.
import { SimElement, fill } from "./sim-element.js";

const REACH = 60; // percent of the drawing's width that stand for the word limit
const SPACE = /[\s\x1c-\x1f\x85]+/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const TERM = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*%?/gu;

const countWords = (text) => text.split(SPACE).filter((part) => LETTER_OR_DIGIT.test(part)).length;
const inPlainLetters = (text) => ` ${(text.toLowerCase().replaceAll("’", "'").match(TERM) ?? []).join(" ")} `;

function termsIn(text, terms, exceptions = []) {
  let plain = inPlainLetters(text);
  for (const exception of exceptions) plain = plain.replaceAll(inPlainLetters(exception), "  ");
  return terms.filter((term) => plain.includes(inPlainLetters(term)));
}

export function outcome(model, choices) {
  const look = ({ id, given }) => {
    const text = choices[`text-${id}`] ?? "";
    const isPassed = (check) => given.includes(check.id) || termsIn(text, check.words).length > 0;
    return [id, {
      words: countWords(text),
      absolute: termsIn(text, model.avoid, model.except),
      checks: model.checks.filter(isPassed).map((check) => check.id),
    }];
  };
  const lines = Object.fromEntries(model.lines.map(look));
  return { lines, begun: Object.values(lines).filter((line) => line.words > 0).length };
}

class SimClaims extends SimElement {
  choices() {
    return Object.fromEntries(new FormData(this.form));
  }

  outcome(choices) {
    return outcome(this.model, choices);
  }

  show({ lines, begun }) {
    const { limit, checks, yes } = this.model;
    for (const [id, { words, absolute, checks: passed }] of Object.entries(lines)) {
      this.put(`words-${id}`, words);
      this.put(`absolute-${id}`, absolute.join(", ") || "–");
      for (const check of checks) this.put(`${check.id}-${id}`, passed.includes(check.id) ? yes : "–");
      this.draw(`within-${id}`, { width: `${(REACH * Math.min(words, limit)) / limit}%` });
      this.draw(`over-${id}`, { width: `${(REACH * Math.min(Math.max(0, words - limit), limit / 2)) / limit}%` });
    }
    const written = Object.values(lines).filter((line) => line.words);
    const place = this.querySelector(".sim-sentence");
    place.textContent = fill(begun ? place.dataset.some : place.dataset.none, {
      begun,
      limit,
      all: this.model.lines.length,
      within: written.filter((line) => line.words <= limit).length,
      free: written.filter((line) => !line.absolute.length).length,
    });
    return place.textContent;
  }
}

customElements.define("sim-claims", SimClaims);
