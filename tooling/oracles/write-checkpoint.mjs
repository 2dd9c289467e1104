/**
 * Trains a very small model for three steps and writes its checkpoint, with what it takes to read it:
 *
 *   npm run build && node tooling/oracles/write-checkpoint.mjs OUT_DIR
 *
 * load_checkpoint.py then adds PyTorch's loss. Run both after a change to the format or the initial weights.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTraining, presets } from "@resonance-rope/model-tiny";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { selectBackend } from "@resonance-rope/tfjs-runtime";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node write-checkpoint.mjs OUT_DIR");

const [B, T, V] = [2, 8, 7];
const config = {
  vocabularySize: V,
  layers: 1,
  width: 8,
  heads: 2,
  feedForwardWidth: 16,
  dropout: 0,
  attentionScale: "none",
  head: "separate",
  initialization: "t5",
  normEpsilon: 1e-6,
};
const rope = withRopeDefaults({ headDimension: 4, base: 100, trainedLength: T, wavelengths: "nearest-integer" });
const inputs = Int32Array.from({ length: B * T }, (_, index) => (index * 5 + (index >> 3)) % V);
const targets = Int32Array.from({ length: B * T }, (_, index) => (index * 3 + 1) % V);
const batch = { inputs, targets, targetWeights: new Float32Array(B * T).fill(1), batch: B };

await selectBackend({ backend: "wasm" });
const { optimizer } = presets.small;
const training = createTraining({ config, rope, optimizer, steps: 3, length: T, seed: 0 });
while (training.step < 3) await training.advance(batch);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "checkpoint.safetensors"), await training.save());
const description = { config, rope, shape: [B, T], inputs: [...inputs], targets: [...targets] };
await writeFile(join(folder, "checkpoint.json"), `${JSON.stringify(description)}\n`);
training.dispose();
