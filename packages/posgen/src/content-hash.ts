/**
 * A name for what a dataset holds, the same on every platform and in every version of this package.
 *
 * It is the SHA-256, in hexadecimal, of three lines, one for each split in the order train,
 * validation, test, each ended by a newline:
 *
 *     <split> <count> <length> <seed length> <SHA-256 of the tokens as little-endian 32-bit integers>
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { Dataset } from "./dataset.js";
import { requireObject } from "./require-object.js";
import { requireSequenceSet } from "./sequence-set.js";

/** The part of Web Crypto that is used: Node, browsers, Bun and Deno all have it. */
interface Digest {
  digest(algorithm: "SHA-256", data: Uint8Array): Promise<ArrayBuffer>;
}

export async function contentHash(dataset: Dataset): Promise<string> {
  const { train, validation, test } = requireObject(dataset, "a dataset", "contentHash");
  const lines: string[] = [];
  for (const [split, set] of Object.entries({ train, validation, test })) {
    const { tokens, count, length, seedLength } = requireSequenceSet(set, "contentHash");
    lines.push(`${split} ${count} ${length} ${seedLength} ${await sha256(littleEndian(tokens))}\n`);
  }
  return sha256(Uint8Array.from(lines.join(""), (character) => character.charCodeAt(0)));
}

function littleEndian(tokens: Int32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * tokens.length));
  for (let index = 0; index < tokens.length; index++) view.setInt32(4 * index, tokens[index] as number, true);
  return new Uint8Array(view.buffer);
}

async function sha256(data: Uint8Array): Promise<string> {
  const { crypto } = globalThis as { crypto?: { readonly subtle?: Digest } };
  if (crypto?.subtle === undefined) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "contentHash",
      expected: "Web Crypto",
      received: "a runtime without crypto.subtle",
      remedy: "in a browser, serve the page over https or from localhost",
    });
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
