/** Safetensors: a file's tensors, as they are and as numbers, and the index of a model's shards. */
import { blobSource, readSafetensors, readSafetensorsTensors, writeSafetensors } from "@resonance-rope/rope-interop";
import { shardByTensor, shardIndexName } from "../../../packages/rope-interop/src/hugging-face/shard-names.js";
import { type Border, type Files, filesOf, textOf } from "../src/border.js";
import { mendHeaderLength } from "../src/mend-safetensors.js";

const name = "model.safetensors";

export const border: Border = {
  refuses: ["invalid-file"],
  words: ['"F16"', '"BF16"', '"F8_E4M3"', "[0,8]", "[9007199254740991]", '"../a.safetensors"'],
  seeds: () =>
    Promise.resolve([
      filesOf({
        [name]: writeSafetensors(
          new Map([
            ["embedding", { dtype: "F32", shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
            ["steps", { dtype: "I32", shape: [2], data: Int32Array.of(7, 8) }],
            ["mask", { dtype: "BOOL", shape: [3], data: Uint8Array.of(1, 0, 1) }],
          ]),
          { format: "test" },
        ),
        [shardIndexName]: JSON.stringify({
          metadata: { total_size: 35 },
          weight_map: { embedding: "model-00001-of-00002.safetensors", steps: "model-00002-of-00002.safetensors" },
        }),
      }),
    ]),
  read: readWeights,
  mend: (files) => new Map([...files, [name, mendHeaderLength(files.get(name) ?? new Uint8Array())]]),
};

async function readWeights(files: Files): Promise<void> {
  const shards = shardByTensor(textOf(files, shardIndexName));
  for (const shard of shards.values()) if (/[/\\]/u.test(shard)) throw new Error(`a shard at ${shard}`);
  const bytes = Uint8Array.from(files.get(name) ?? []);
  for (const { shape, data } of readSafetensors(bytes).tensors.values())
    if (shape.reduce((product, size) => product * size, 1) !== data.length) throw new Error("a tensor of another size");
  const tensors = await readSafetensorsTensors([blobSource(new Blob([bytes]), name)]);
  for (const { isReadable, values } of tensors.values()) if (isReadable) await values();
}
