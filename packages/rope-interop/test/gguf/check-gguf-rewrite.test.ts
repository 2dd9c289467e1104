import { expect, test } from "vitest";
import { checkGgufRewrite } from "../../src/gguf/check-gguf-rewrite.js";
import { planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { readGgufHeader } from "../../src/gguf/read-gguf-header.js";
import { rewrittenBlob } from "../../src/gguf/rewritten-blob.js";
import { f32Bytes } from "./build-gguf.js";
import { bytesSource, edits, tinyGguf } from "./tiny-model.js";

test("what does not read back as it was written is found out", async () => {
  const original = tinyGguf();
  const header = await readGgufHeader(bytesSource(original));
  const blob = await rewrittenBlob(new Blob([original]), planGgufRewrite(header, edits));
  const written = new Uint8Array(await blob.arrayBuffer());
  await checkGgufRewrite(bytesSource(written), header, edits);
  const last = written.slice();
  const at = written.length - 32;
  last.set(f32Bytes([9]), at);
  await expect(checkGgufRewrite(bytesSource(last), header, edits)).rejects.toThrow("rope_freqs.weight[0]");
  await expect(checkGgufRewrite(bytesSource(original), header, edits)).rejects.toThrow("scaling.type");
  const more = tinyGguf({ more: { "general.more": { type: "u32", value: 1 } } });
  await expect(checkGgufRewrite(bytesSource(more), header, {})).rejects.toThrow("the count of keys");
});
