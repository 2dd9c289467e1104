/** Parses the words of a command line, runs the command, and turns what it throws into a message and an exit code. */
import { ResonanceError } from "@resonance-rope/contracts";
import { Command, CommanderError } from "commander";
import { packageVersion } from "./package-version.js";
import { explainError } from "./terminal/explain-error.js";

type AddCommand = (program: Command) => void;

/** In the order of the help. A command is loaded when it is named: those that train bring TensorFlow.js along. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  train: async () => (await import("./commands/train.js")).addTrainCommand,
  resume: async () => (await import("./commands/resume.js")).addResumeCommand,
  finetune: async () => (await import("./commands/finetune.js")).addFinetuneCommand,
  sweep: async () => (await import("./commands/sweep.js")).addSweepCommand,
  rope: async () => (await import("./commands/rope.js")).addRopeCommand,
  inspect: async () => (await import("./commands/inspect.js")).addInspectCommand,
  export: async () => (await import("./commands/export.js")).addExportCommands,
  posgen: async () => (await import("./commands/posgen.js")).addPosgenCommands,
  runs: async () => (await import("./commands/runs.js")).addRunsCommands,
  eval: async () => (await import("./commands/eval.js")).addEvalCommands,
  score: async () => (await import("./commands/score.js")).addScoreCommands,
  doctor: async () => (await import("./commands/doctor.js")).addDoctorCommand,
  demo: async () => (await import("./commands/demo.js")).addDemoCommand,
  bench: async () => (await import("./commands/bench.js")).addBenchCommand,
};

const done = 0;
const failed = 1;
const badUsage = 2;

/** The exit code: 0 done, 1 failed, 2 bad usage. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const program = new Command("resonance")
    .description(
      "Resonance RoPE: study rotary position embeddings, see and change those of real models, train small transformers, measure large ones.",
    )
    .version(packageVersion())
    .addHelpText("after", "\nExample:\n  resonance rope --head-dim 64 --trained-length 64 --resonance")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const named = Object.hasOwn(commands, words[0] ?? "") ? commands[words[0] ?? ""] : undefined;
  for (const load of named === undefined ? Object.values(commands) : [named]) (await load())(program);
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
