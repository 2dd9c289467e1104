/** A LLaMA-family model as a GGUF that llama.cpp loads. */
import { basename, dirname } from "node:path";
import {
  type GgufEdits,
  type GgufMetadataValue,
  type ModelDescription,
  type NewTensor,
  type WritableGgmlType,
  applyEncoding,
  copyGgufMetadata,
  describeGguf,
  editedMetadata,
  ggufFile,
  ggufTensors,
  positionEncodingEdits,
} from "@resonance-rope/rope-interop";
import { type OpenGguf, type WriteNewFilesOptions, openGguf, writeNewFiles } from "@resonance-rope/rope-interop/node";
import { llamaFileTensors } from "../llama/llama-file-tensors.js";
import { ropeTensors } from "../llama/llama-of-gguf.js";
import { type LlamaParameter, fileShape } from "../llama/llama-parameters.js";
import type { Llama } from "../llama/load-llama-weights.js";
import { savedEncoding } from "./saved-encoding.js";

export interface SaveLlamaGgufOptions extends WriteNewFilesOptions {
  /** The GGUF that the model was loaded from: metadata and vocabulary are taken from there. */
  readonly source: string;
  /** Of matrices; default F32. */
  readonly type?: Exclude<WritableGgmlType, "BF16">;
  /** Positions that the file is to allow, in tokens. Default: the source's, or what a new scaling reaches. */
  readonly contextLength?: number;
}

/** llama.cpp's numbers for a file whose matrices have this type (`LLAMA_FTYPE`). */
const fileTypes = { F32: 0, F16: 1, Q8_0: 7 } as const;
/** Values in a block of Q8_0. Where rows are no whole blocks, llama.cpp's own quantiser takes F16 too. */
const blockLength = 32;

/** @param path new. */
export async function saveLlamaGguf(
  llama: Llama,
  path: string,
  { source, type = "F32", contextLength, ...options }: SaveLlamaGgufOptions,
): Promise<void> {
  const gguf = await openGguf(source);
  try {
    const description = await describeGguf(gguf);
    const edits = await editsOf(gguf, description, llama, contextLength);
    const metadata = editedMetadata(await copyGgufMetadata(gguf), edits);
    for (const [key, value] of Object.entries(typeKeys(type))) metadata.set(key, value);
    // Rows get another order where the architecture becomes one of interleaved pairs.
    const pairLayout = edits.rows === undefined ? description.spec.pairLayout : "interleaved";
    const typeOf = (parameter: LlamaParameter): WritableGgmlType => {
      if (parameter.role === "vector") return "F32";
      const rowLength = fileShape(parameter).at(-1) ?? 0;
      return type === "Q8_0" && rowLength % blockLength !== 0 ? "F16" : type;
    };
    const tensors = [...llamaFileTensors(llama, { format: "gguf", pairLayout, typeOf }), ...factorTensors(gguf, edits)];
    const file = ggufFile(metadata, tensors);
    await writeNewFiles(dirname(path), new Map([[basename(path), file]]), options);
  } finally {
    await gguf.close();
  }
}

async function editsOf(
  gguf: OpenGguf,
  description: ModelDescription,
  { rope }: Llama,
  contextLength: number | undefined,
): Promise<GgufEdits> {
  const encoding = savedEncoding(rope, description, contextLength);
  if (encoding === null) return {};
  const applied = applyEncoding(description, encoding);
  return positionEncodingEdits(gguf, applied.spec, applied.contextLength);
}

function typeKeys(type: keyof typeof fileTypes): Readonly<Record<string, GgufMetadataValue>> {
  return {
    "general.file_type": { type: "uint32", value: fileTypes[type] },
    "general.quantization_version": { type: "uint32", value: 2 },
  };
}

/** The source's own and the new ones, which divide frequencies. */
function factorTensors(gguf: OpenGguf, { tensors = new Map() }: GgufEdits): NewTensor<WritableGgmlType>[] {
  const own = [...ggufTensors(gguf).values()]
    .filter(({ name }) => ropeTensors.test(name) && !tensors.has(name))
    .map((tensor) => ({ ...tensor, type: "F32" }) as const);
  const added = [...tensors].map(([name, values]) => {
    return { name, shape: [values.length], type: "F32", values: () => values } as const;
  });
  return [...own, ...added];
}
