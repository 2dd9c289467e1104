import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import { readConfig } from "../../src/hugging-face/read-config.js";
import { modelNames, modelText } from "./read-models.js";

/** What else a JSON value may be. */
const oddities = [
  "null",
  "true",
  "-1",
  "0",
  "0.5",
  "1e400",
  "-1e308",
  "9007199254740993",
  "1e-320",
  '""',
  '"64"',
  "[]",
  "{}",
  "[null]",
  '{"rope_type":"yarn"}',
  '{"type":"longrope","short_factor":[1]}',
  '{"full_attention":{}}',
  "NaN",
  "Infinity",
] as const;

/**
 * Reads that many configs, each a real one with random edits of its text or of its values.
 * @returns how many were refused, each by an error of ours; any other error is thrown.
 */
export function fuzzConfig(count: number, seed: number): { readonly refused: number } {
  const random = randomSource(seed).fork("configs");
  const originals = modelNames.map(modelText);
  const pick = <Item>(items: readonly Item[]): Item => items[random.integer(items.length)] as Item;
  const alphabet = [...'0123456789-.eE[]{}",:\\u \u0000\uD800_tfn'];
  let refused = 0;
  for (let round = 0; round < count; round++) {
    let text = pick(originals);
    for (let edits = random.integer(3); edits >= 0; edits--) {
      if (random.integer(3) > 0) {
        const from = random.integer(text.length);
        text = text.slice(0, from) + text.slice(from).replace(/: (?:"[^"]*"|[-\w.+]+)/u, `: ${pick(oddities)}`);
        continue;
      }
      const at = random.integer(text.length + 1);
      const until = at + random.integer(20);
      text = pick([
        text.slice(0, at) + text.slice(until),
        text.slice(0, at) + text.slice(at, until) + text.slice(at),
        text.slice(0, at) + pick(alphabet) + text.slice(at + 1),
        text.slice(0, at) + pick(originals).slice(at, until) + text.slice(until),
      ]);
    }
    const options = random.integer(4) === 0 ? { targetLength: 1 + random.integer(1_000_000) } : {};
    try {
      const { spec } = readConfig(text, options).description;
      if (!(spec.base > 1)) throw new Error(`a base of ${spec.base}`);
    } catch (error) {
      if (!ResonanceError.isInstance(error) || error.kind !== "invalid-file") throw error;
      refused++;
    }
  }
  return { refused };
}
