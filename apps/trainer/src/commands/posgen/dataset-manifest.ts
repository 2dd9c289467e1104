/** manifest.json of a dataset folder: what makes the dataset again on any machine, and how to tell that it is the same. */
import { createHash } from "node:crypto";
import type { SequenceTask } from "@resonance-rope/contracts";
import { type Dataset, type DatasetOptions, contentHash, writeJsonLines } from "@resonance-rope/posgen";

export interface DatasetFile {
  readonly name: string;
  readonly split: keyof Dataset;
  readonly sequences: number;
  /** Tokens a sequence, its seed included. */
  readonly length: number;
  /** Of the file's bytes, as `sha256sum` prints it. */
  readonly sha256: string;
}

export interface DatasetManifest {
  readonly version: 1;
  readonly task: SequenceTask;
  readonly options: DatasetOptions;
  /** Of the tokens, whatever the format. */
  readonly contentHash: string;
  readonly files: readonly DatasetFile[];
}

export async function datasetManifest(
  task: SequenceTask,
  options: DatasetOptions,
  data: Dataset,
): Promise<DatasetManifest> {
  const files = (["train", "validation", "test"] as const).map((split): DatasetFile => {
    const hash = createHash("sha256");
    for (const line of writeJsonLines(data[split])) hash.update(line);
    const { count: sequences, length } = data[split];
    return { name: `${split}.jsonl`, split, sequences, length, sha256: hash.digest("hex") };
  });
  return { version: 1, task, options, contentHash: await contentHash(data), files };
}
