/** `resonance finetune` of a tiny LLaMA: adapters, or all of its weights. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Lane, everywhere, withEngineNamed } from "../lane.js";

export function finetuningLane(folder: string, model: string): Lane {
  const [texts, heldOut] = [join(folder, "texts.txt"), join(folder, "held-out.txt")];
  writeFileSync(texts, "the quick brown fox jumps over the lazy dog. ".repeat(40));
  writeFileSync(heldOut, "quick foxes jump over dogs, lazy ones above all. ".repeat(6));
  const shared =
    "--scaling yarn --factor 2 --resonance --batch-size 2 --learning-rate 0.02 --steps 12 --threads 1 --json";
  const words = ["finetune", model, "--data", texts, "--validate", heldOut, ...shared.split(" ")];
  return {
    name: "finetune",
    draw(random) {
      const isNamed = random.integer(2) === 0;
      return {
        words: [
          ...words,
          "--seed",
          String(random.integer(2)),
          // Adapters, or all weights.
          ...(random.integer(2) === 0 ? ["--lora", "4"] : []),
          ...(isNamed ? ["--backend", "wasm"] : []),
        ],
        manner: [],
        canResume: true,
        disturbances: isNamed ? withEngineNamed : everywhere,
      };
    },
  };
}
