/** Mutated tiny files through everything that reads a GGUF: each is described, replanned and decoded, or refused by name. */
import { ResonanceError, type RandomSource, randomSource } from "@resonance-rope/contracts";
import { describeGguf } from "../../src/gguf/describe-gguf.js";
import { ggufTensors } from "../../src/gguf/gguf-tensors.js";
import { planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { readGgufModel } from "../../src/gguf/read-gguf-model.js";
import { bytesSource, headDimension, tinyGguf } from "./tiny-model.js";

export interface FuzzCount {
  readonly accepted: number;
  readonly refused: number;
}

const originals = [
  tinyGguf(),
  tinyGguf({ vectors: { "rope_freqs.weight": Array.from({ length: headDimension / 2 }, () => 2) } }),
  tinyGguf({
    architecture: "qwen2",
    keys: { "rope.scaling.type": { type: "text", value: "yarn" }, "rope.scaling.factor": { type: "f32", value: 4 } },
  }),
  tinyGguf({
    architecture: "phi3",
    keys: { "rope.scaling.original_context_length": { type: "u32", value: 512 } },
    vectors: {
      "rope_factors_long.weight": Array.from({ length: headDimension / 2 }, () => 4),
      "rope_factors_short.weight": Array.from({ length: headDimension / 2 }, () => 1),
    },
    more: {
      "resonance_rope.version": { type: "u32", value: 1 },
      "resonance_rope.spec": {
        type: "text",
        value:
          '{"headDimension":16,"base":10000,"trainedLength":2048,"rotaryFraction":1,"scaling":{"type":"none"},"wavelengths":"nearest-integer","pairLayout":"half-split"}',
      },
    },
  }),
];
/** Data follows, of which a change is as good as none. */
const headerBytes = 1800;

/** @throws an error with the seed and the round where a file brings anything but a ResonanceError about itself. */
export async function fuzzGguf(count: number, seed: number): Promise<FuzzCount> {
  const random = randomSource(seed);
  let refused = 0;
  for (let round = 0; round < count; round++) {
    const original = originals[random.integer(originals.length)] ?? new Uint8Array();
    const bytes = mutate(original, random);
    try {
      const model = await readGgufModel([bytesSource(bytes)]);
      const { length } = planGgufRewrite(model.header, {});
      if (length !== bytes.length) throw new Error(`a rewrite of ${length} bytes from ${bytes.length}`);
      await describeGguf(model);
      for (const tensor of ggufTensors(model).values()) await tensor.values().catch(requireTypeRefused);
    } catch (error) {
      // A file that says it is one part of many is whole, and refused for the others' absence.
      const isOfTheFile =
        ResonanceError.isInstance(error) && (error.kind === "invalid-file" || error.where === "readGgufModel");
      if (!isOfTheFile) throw new Error(`round ${round} of seed ${seed}`, { cause: error });
      refused++;
    }
  }
  return { accepted: count - refused, refused };
}

/** Of the types of ggml, not all are read. */
function requireTypeRefused(error: unknown): void {
  if (!ResonanceError.isInstance(error) || !error.expected.includes("in a type that can be read")) throw error;
}

const telling = [0, 1, 0x7f, 0x80, 0xff] as const;

function mutate(original: Uint8Array, random: RandomSource): Uint8Array {
  let bytes = Uint8Array.from(original);
  for (let edits = random.integer(3); edits >= 0; edits--) {
    const at = random.integer(
      Math.max(1, random.integer(8) === 0 ? bytes.length : Math.min(headerBytes, bytes.length)),
    );
    const edit = random.integer(6);
    if (edit === 0) bytes[at] = telling[random.integer(telling.length)] ?? 0;
    else if (edit === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8));
    else if (edit === 2) bytes = spliced(bytes, at, 1 + random.integer(8), new Uint8Array());
    else if (edit === 3) bytes = spliced(bytes, at, 0, bytes.slice(at, at + 1 + random.integer(20)));
    else if (edit === 4) bytes.fill(telling[random.integer(telling.length)] ?? 0, at, at + 8);
    else if (random.integer(4) === 0) bytes = bytes.slice(0, at);
    else bytes[at] = random.integer(256);
  }
  return bytes;
}

function spliced(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array<ArrayBuffer> {
  const rest = bytes.subarray(Math.min(bytes.length, at + removed));
  const result = new Uint8Array(at + added.length + rest.length);
  result.set(bytes.subarray(0, at));
  result.set(added, at);
  result.set(rest, at + added.length);
  return result;
}
