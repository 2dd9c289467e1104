/** What a fine-tuning with adapters leaves: a folder in PEFT's form, and the position encoding that it was trained in. */
import { join } from "node:path";
import { type Llama, writePeftAdapter } from "@resonance-rope/model-tiny";
import { makeFolder, writeAtomically } from "@resonance-rope/run-store";
import { type AdapterEncoding, adapterEncodingText } from "./adapter-encoding.js";

export interface WriteAdapterOptions {
  readonly rank: number;
  /** PEFT's name of what the adapters belong to. */
  readonly baseModel: string;
  readonly encoding: AdapterEncoding;
}

/** @returns names of the files, in the folder of the run. */
export async function writeAdapter(
  directory: string,
  llama: Llama,
  { rank, baseModel, encoding }: WriteAdapterOptions,
): Promise<readonly string[]> {
  const folder = join(directory, "adapter");
  await makeFolder(folder, "finetune");
  const { config, tensors } = await writePeftAdapter(llama, rank, baseModel);
  const files = {
    "adapter_model.safetensors": tensors,
    "adapter_config.json": `${JSON.stringify(config, null, 2)}\n`,
    "rope.json": adapterEncodingText(encoding),
  };
  for (const [name, bytes] of Object.entries(files)) await writeAtomically(join(folder, name), bytes);
  return Object.keys(files).map((name) => `adapter/${name}`);
}
