/** A GGUF with another position encoding, beside the one it is made from. */
import type { ExportedModel } from "../exported-model.js";
import { describeEncodedGguf } from "../gguf/describe-encoded-gguf.js";
import { type EncodedGguf, encodeGguf } from "../gguf/encode-gguf.js";
import type { NewEncoding } from "../new-encoding.js";
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
  let encoded: EncodedGguf;
  let written: WrittenGguf;
  try {
    encoded = await encodeGguf(model, encoding);
    written = await writeGguf(model, out, encoded.edits, options);
  } finally {
    await model.close();
  }
  const [first = out] = written.written;
  return { ...written, ...describeEncodedGguf(await inspectModel(first), first, encoded.findings) };
}
