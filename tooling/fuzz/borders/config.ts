/** config.json: read, inspected with what each engine does with it, and written anew with Resonance. */
import { readFileSync, readdirSync } from "node:fs";
import { ResonanceError } from "@resonance-rope/contracts";
import { exportConfig, inspectConfig } from "@resonance-rope/rope-interop";
import { type Border, type Files, filesOf, textOf } from "../src/border.js";
import { packageFile } from "../src/package-file.js";

const name = "config.json";
const models = packageFile("rope-interop/test/hugging-face/models");

export const border: Border = {
  refuses: ["invalid-file"],
  share: 1 / 3,
  words: [
    '{"rope_type":"yarn"}',
    '{"rope_type":"yarn","factor":4}',
    '{"type":"longrope","short_factor":[1]}',
    '{"full_attention":{}}',
    '"llama"',
    '"gemma3_text"',
  ],
  seeds: () =>
    Promise.resolve(readdirSync(models).map((file) => filesOf({ [name]: readFileSync(`${models}/${file}`) }))),
  read: readModel,
};

function readModel(files: Files): void {
  const text = textOf(files, name);
  const { description } = inspectConfig(text, { targetLength: 2 ** 20, measureRanges: false });
  if (!(description.spec.base > 1)) throw new Error(`a base of ${description.spec.base}`);
  try {
    exportConfig(text, { wavelengths: "nearest-integer" }, { path: "." });
  } catch (error) {
    // Not every model has a place for another encoding.
    if (!ResonanceError.isInstance(error)) throw error;
  }
}
