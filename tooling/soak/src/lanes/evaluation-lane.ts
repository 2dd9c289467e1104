/** `resonance eval`: perplexity of a server that fails at times, and of a tiny LLaMA in process; passkeys of the server. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomSource } from "@resonance-rope/contracts";
import { type Lane, everywhere } from "../lane.js";

export function evaluationLane(folder: string, { model, url }: { readonly model: string; readonly url: string }): Lane {
  const texts = join(folder, "texts.jsonl");
  const documents = Array.from({ length: 60 }, (_, index) => `the ${index}th of many short texts, which differ`);
  writeFileSync(texts, documents.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  const perplexity = ["eval", "perplexity", "--text", texts, "--length", "8", "16", "24", "--json"];
  const asked = (random: RandomSource): string[] => ["--concurrency", String(1 + random.integer(8))];
  const choices = [
    { words: [...perplexity, "--model", url], manner: asked },
    { words: [...perplexity, "--model", model, "--threads", "1"], manner: () => [] },
    { words: ["eval", "passkey", "--model", url, "--length", "600", "--trials", "40", "--json"], manner: asked },
  ];
  return {
    name: "evaluate",
    disturbances: [...everywhere, "lose-server", "lose-server"],
    draw(random) {
      const { words = [], manner } = choices[random.integer(choices.length)] ?? {};
      return { words, manner: manner?.(random) ?? [], canResume: false };
    },
  };
}
