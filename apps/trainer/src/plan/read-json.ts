import { readFileSync } from "node:fs";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";

/** A JSON file that a flag names, whatever is in it. */
export function readJson(file: string, flag: string, expected = "a JSON file that can be read"): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: flag,
      expected,
      received: `${file} (${messageOf(cause)})`,
      cause,
    });
  }
}
