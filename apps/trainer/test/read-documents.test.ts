/** Files of text are read when a hash or a document is asked for, and not before. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { expect, it } from "vitest";
import { textFiles } from "../src/evaluation/read-documents.js";
import { folder } from "./tiny-finetuning.js";

it("naming texts hashes none of them", async () => {
  const path = join(folder, "late.txt");
  await writeFile(path, "before");
  const texts = textFiles([path], "text");
  await writeFile(path, "after");
  const fingerprint = await fingerprintFiles([path]);
  expect(await texts.files()).toEqual([{ name: "late.txt", fingerprint }]);
  expect(await texts.source()).toBe(`late.txt (${fingerprint})`);
});
