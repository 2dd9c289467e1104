/** A checkpoint: weights, and the JSON beside them with their length and hash. */
import { createHash } from "node:crypto";
import { readSafetensors, writeSafetensors } from "@resonance-rope/rope-interop";
import { latestCheckpoint } from "@resonance-rope/run-store";
import { type Border, type Files, encode, filesOf, textOf } from "../src/border.js";
import { mendHeaderLength } from "../src/mend-safetensors.js";
import { onDisk } from "../src/on-disk.js";

const disk = onDisk();
const [weightsName, manifestName] = ["checkpoints/step-10.safetensors", "checkpoints/step-10.json"];

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () => {
    const tensor = { dtype: "F32", shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } as const;
    const weights = writeSafetensors(new Map([["head", tensor]]));
    const manifest = { version: 1, step: 10, weights: { byteLength: 0, sha256: "" }, state: { seconds: [0.1] } };
    return Promise.resolve([mend(filesOf({ [weightsName]: weights, [manifestName]: JSON.stringify(manifest) }))]);
  },
  read: (files) =>
    disk.with(files, async (folder) => {
      const found = await latestCheckpoint(folder);
      if (found !== null) readSafetensors(found.weights);
    }),
  mend,
  dispose: disk.dispose,
};

function mend(files: Files): Files {
  const weights = mendHeaderLength(files.get(weightsName) ?? new Uint8Array());
  const sha256 = createHash("sha256").update(weights).digest("hex");
  const manifest = textOf(files, manifestName)
    .replace(/"byteLength":\s*[^,}]*/u, `"byteLength":${weights.length}`)
    .replace(/"sha256":\s*"[^"]*"/u, `"sha256":"${sha256}"`);
  return new Map([...files, [weightsName, weights], [manifestName, encode(manifest)]]);
}
