/** Servers that answer 200 and give no log-probabilities of a prompt: refused for perplexity in words, and asked to generate. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { startLlamaCppServer } from "../src/llama-cpp-server.js";
import { readAnswers } from "../src/read-answers.js";
import { evaluate, tryToEvaluate } from "../src/resonance.js";
import type { ServedProgram } from "../src/served-program.js";
import { startTransformersServer, transformersServedName } from "../src/transformers-server.js";

const model = inject("smolLm2");
const [python, packages] = [inject("python"), inject("servingPackages")];
const { folder, remove } = await exportFolder("without-scores");
afterAll(remove);

interface Served {
  readonly start: () => Promise<ServedProgram>;
  /** What `--model` needs beside it. */
  readonly flags: readonly string[];
  readonly reason: string;
}

const servers: readonly (readonly [string, Served])[] = [
  [
    "llama.cpp's server",
    {
      start: () => startLlamaCppServer(python, packages, model.quantised),
      flags: [],
      reason: "it gives no log-probability of what it generates",
    },
  ],
  [
    "transformers serve",
    {
      start: () => startTransformersServer(python, packages, model.folder, join(folder, "cache")),
      flags: ["--served-model", transformersServedName, "--tokenizer", model.folder],
      reason: "it refuses a prompt of token ids with logprobs",
    },
  ],
];

describe.each(servers)("%s", (_name, { start, flags, reason }) => {
  test("is refused for perplexity with the reason, and does a trial of passkey", async () => {
    const text = join(folder, "text.txt");
    writeFileSync(text, "The capital of France is Paris.");
    const server = await start();
    try {
      const shared = ["--model", `${server.address}/v1`, ...flags, "--context-length", "1000", "--out", folder];
      const refused = await tryToEvaluate(["perplexity", "--text", text, "--length", "5", ...shared]);
      expect(refused.status).toBe(1);
      expect(refused.errors).toContain(reason);
      const { directory } = await evaluate(["passkey", "--length", "256", "--trials", "1", ...shared]);
      const [answer] = await readAnswers(directory);
      expect(answer?.type).toBe("text");
      if (answer?.type === "text") expect(answer.text).toMatch(/\w/u);
    } finally {
      await server.stop();
    }
  });
});
