/** How a GGUF is made again with another position encoding: what `exportGguf` and a browser write alike. */
import { type AppliedEncoding, type NewEncoding, applyEncoding } from "../new-encoding.js";
import { describeGguf } from "./describe-gguf.js";
import type { GgufEdits } from "./gguf-edits.js";
import { positionEncodingEdits } from "./position-encoding-edits.js";
import type { GgufModel } from "./read-gguf-model.js";

export interface EncodedGguf extends AppliedEncoding {
  readonly edits: GgufEdits;
}

export async function encodeGguf(model: GgufModel, encoding: NewEncoding): Promise<EncodedGguf> {
  const applied = applyEncoding(await describeGguf(model), encoding);
  return { ...applied, edits: await positionEncodingEdits(model, applied.spec, applied.contextLength) };
}
