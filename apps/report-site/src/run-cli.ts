/** The command line of the report, and its exit codes: 0 done, 1 failed, 2 bad usage. */
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import { Command, CommanderError } from "commander";
import { addBuildCommand } from "./cli/build.js";
import { addServeCommand } from "./cli/serve.js";

export async function runCli(words: readonly string[]): Promise<number> {
  const program = new Command("resonance-report")
    .description("Reads run folders and makes a site of figures, tables and things to try")
    .showHelpAfterError("(try: npx resonance-report --help)")
    .addHelpText("after", "\nExample:\n  $ npx resonance-report build --runs runs --out report")
    .exitOverride();
  addBuildCommand(program);
  addServeCommand(program);
  try {
    await program.parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`error  ${messageOf(error)}\n`);
    return ResonanceError.isInstance(error) && error.kind === "invalid-argument" ? 2 : 1;
  }
}
