/** Parses the words of a command line, runs the command, and turns what it throws into a message and an exit code. */
import { ResonanceError } from "@resonance-rope/contracts";
import { Command, CommanderError } from "commander";
import { addBenchCommand } from "./commands/bench.js";
import { addDemoCommand } from "./commands/demo.js";
import { addDoctorCommand } from "./commands/doctor.js";
import { addEvalCommands } from "./commands/eval.js";
import { addPosgenCommands } from "./commands/posgen.js";
import { addResumeCommand } from "./commands/resume.js";
import { addRopeCommand } from "./commands/rope.js";
import { addRunsCommands } from "./commands/runs.js";
import { addScoreCommands } from "./commands/score.js";
import { addTrainCommand } from "./commands/train.js";
import { packageVersion } from "./package-version.js";
import { explainError } from "./terminal/explain-error.js";

const done = 0;
const failed = 1;
const badUsage = 2;

/** The exit code: 0 done, 1 failed, 2 bad usage. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const program = new Command("resonance")
    .description(
      "Resonance RoPE: study rotary position embeddings, generate PosGen, train small transformers, measure language models.",
    )
    .version(packageVersion())
    .addHelpText("after", "\nExample:\n  resonance rope --head-dim 64 --trained-length 64 --resonance")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  addTrainCommand(program);
  addResumeCommand(program);
  addRopeCommand(program);
  addPosgenCommands(program);
  addRunsCommands(program);
  addEvalCommands(program);
  addScoreCommands(program);
  addDoctorCommand(program);
  addDemoCommand(program);
  addBenchCommand(program);
  try {
    await program.parseAsync(words, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return done;
    process.stderr.write(explainError(error, words));
    if (error instanceof CommanderError) return badUsage;
    return ResonanceError.isInstance(error) && error.kind === "invalid-argument" ? badUsage : failed;
  }
}
