/**
 * A GGUF with another position encoding in a browser, byte for byte what `exportGguf` writes. What comes of it is said
 * from its header, before any of it is made; a made part is a Blob over slices of the input, which stays on disk.
 */
import { blobSource } from "../blob-source.js";
import type { EncodedModel } from "../encoded-model.js";
import { inspectGguf } from "../inspect-gguf.js";
import type { NewEncoding } from "../new-encoding.js";
import { checkGgufRewrite } from "./check-gguf-rewrite.js";
import { describeEncodedGguf } from "./describe-encoded-gguf.js";
import { encodeGguf } from "./encode-gguf.js";
import { outputNames } from "./output-names.js";
import { planGgufModelRewrite } from "./plan-gguf-model-rewrite.js";
import type { GgufRewrite } from "./plan-gguf-rewrite.js";
import { readGgufModel } from "./read-gguf-model.js";
import { rewrittenBlob } from "./rewritten-blob.js";

export interface NamedBlob {
  /** The file's name. */
  readonly name: string;
  readonly blob: Blob;
}

export interface ExportedGgufPart {
  readonly name: string;
  /** In bytes. */
  readonly length: number;
  /** Made and read back; only rows that change places pass through memory. */
  make(): Promise<Blob>;
}

export interface ExportedGguf extends EncodedModel {
  /** In order, the one that engines are given first. */
  readonly parts: readonly ExportedGgufPart[];
}

/** @param inputs the file, or every part of a split model. @param out its name; parts of a split model are named after it. */
export async function exportGgufBlobs(
  inputs: readonly NamedBlob[],
  out: string,
  encoding: NewEncoding,
): Promise<ExportedGguf> {
  const blobs = new Map(inputs.map(({ name, blob }) => [blobSource(blob, name), blob]));
  const model = await readGgufModel([...blobs.keys()]);
  const { edits, findings } = await encodeGguf(model, encoding);
  const planned = planGgufModelRewrite(model, edits);
  const names = outputNames(out, planned.length);
  const parts = planned.map(({ rewrite, edits: own }, index) => {
    const { source, header } = model.parts[index] as (typeof model.parts)[number];
    const input = blobs.get(source) as Blob;
    const name = names[index] as string;
    return {
      part: {
        name,
        length: rewrite.length,
        async make() {
          const blob = await rewrittenBlob(input, rewrite);
          await checkGgufRewrite(blobSource(blob, name), header, own);
          return blob;
        },
      },
      unordered: async () => blobSource(await rewrittenBlob(input, withoutReordering(rewrite)), name),
    };
  });
  const written = await inspectGguf(await Promise.all(parts.map(({ unordered }) => unordered())));
  return { parts: parts.map(({ part }) => part), ...describeEncodedGguf(written, names[0] ?? out, findings) };
}

/** An inspection reads the header and vectors alone: rows may stand in their old order, and unread. */
function withoutReordering({ length, pieces }: GgufRewrite): GgufRewrite {
  return {
    length,
    pieces: pieces.map((piece) =>
      piece.type === "rows" ? { type: "copy", begin: piece.begin, end: piece.end } : piece,
    ),
  };
}
