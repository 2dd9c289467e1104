/** A GGUF with another position encoding, beside the one it is made from. */
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { stateEngines } from "../engines/state-engines.js";
import type { ExportedModel } from "../exported-model.js";
import { describeGguf } from "../gguf/describe-gguf.js";
import { positionEncodingEdits } from "../gguf/position-encoding-edits.js";
import { applyEncoding, type NewEncoding } from "../new-encoding.js";
import { inspectModel } from "./inspect-model.js";
import { openGguf } from "./open-gguf.js";
import { type WriteGgufOptions, type WrittenGguf, writeGguf } from "./write-gguf.js";

/** @param path of the input, of a split model any part. @param out what to write. */
export async function exportGguf(
  path: string,
  out: string,
  encoding: NewEncoding,
  options: WriteGgufOptions = {},
): Promise<ExportedModel> {
  const model = await openGguf(path);
  let written: WrittenGguf;
  let replaced: ExportedModel["findings"];
  try {
    const applied = applyEncoding(await describeGguf(model), encoding);
    replaced = applied.findings;
    const edits = await positionEncodingEdits(model, applied.spec, applied.contextLength);
    written = await writeGguf(model, out, edits, options);
  } finally {
    await model.close();
  }
  const [first = out] = written.written;
  const { description, findings } = await inspectModel(first);
  const { format, architecture, spec, contextLength } = description;
  const { attentionFactor } = createRotaryEmbedding(spec);
  const asWritten = { format, architecture, path: first, spec, attentionFactor, contextLength, rope: null };
  return { ...written, spec, contextLength, findings: [...replaced, ...findings], engines: stateEngines(asWritten) };
}
