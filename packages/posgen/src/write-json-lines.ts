import { type SequenceSet, requireSequenceSet } from "./sequence-set.js";

/** The set as JSON Lines: `{"tokens":[2,0,3,1,6]}`, a sequence a line, each line with its newline. */
export function* writeJsonLines(set: SequenceSet): Generator<string, void, undefined> {
  const { tokens, count, length } = requireSequenceSet(set, "writeJsonLines");
  for (let row = 0; row < count; row++) {
    yield `{"tokens":[${tokens.subarray(row * length, (row + 1) * length).join(",")}]}\n`;
  }
}
