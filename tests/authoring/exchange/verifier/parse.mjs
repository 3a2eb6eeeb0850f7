// Standard input: a JSON list of texts in GIFT. Standard output: for each its questions, or why it could not be read.
import { readFileSync } from "node:fs";
import gift from "gift-pegjs";

const read = (text) => {
  try {
    return { questions: gift.parse(text) };
  } catch (error) {
    return { error: `${error.location?.start.line}: ${error.message}` };
  }
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
