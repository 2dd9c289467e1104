/** The command `resonance`. */
import { runCommandLine } from "./run-command-line.js";

// A reader that has seen enough, as `| head`, closes the pipe: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2));
