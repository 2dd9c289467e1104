import type { Command } from "commander";
import { addScoreLEvalCommand } from "./score/leval.js";

export function addScoreCommands(program: Command): void {
  const score = program
    .command("score")
    .description("score answers that were asked for elsewhere")
    .addHelpText("after", "\nExample:\n  resonance score leval coursera.pred.jsonl --protocol strict");
  addScoreLEvalCommand(score);
}
