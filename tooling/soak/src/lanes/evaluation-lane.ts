/** `resonance eval`: perplexity of a server that fails at times, and of a tiny LLaMA in process; passkeys of the server. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RandomSource } from "@resonance-rope/contracts";
import { type Job, type Lane, everywhere, withEngineNamed } from "../lane.js";

export function evaluationLane(folder: string, { model, url }: { readonly model: string; readonly url: string }): Lane {
  const texts = join(folder, "texts.jsonl");
  const documents = Array.from({ length: 60 }, (_, index) => `the ${index}th of many short texts, which differ`);
  writeFileSync(texts, documents.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  const perplexity = ["eval", "perplexity", "--text", texts, "--length", "8", "16", "24", "--json"];
  const asked = (words: readonly string[], random: RandomSource): Job => ({
    words: [...words, "--model", url],
    manner: ["--concurrency", String(1 + random.integer(8))],
    canResume: false,
    disturbances: [...withEngineNamed, "lose-server", "lose-server"],
  });
  const passkey = ["eval", "passkey", "--length", "600", "--trials", "40", "--json"];
  return {
    name: "evaluate",
    draw(random) {
      const choice = random.integer(3);
      if (choice < 2) return asked(choice === 0 ? perplexity : passkey, random);
      const words = [...perplexity, "--model", model, "--threads", "1"];
      return { words, manner: [], canResume: false, disturbances: everywhere };
    },
  };
}
