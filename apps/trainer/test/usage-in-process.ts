/** Runs the command line within the test, in a tenth of the time of a process of its own. */
import { vi } from "vitest";
import { runCommandLine } from "../src/run-command-line.js";
import type { Ended } from "./run-cli.js";

export async function runInProcess(words: readonly string[]): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  // turbo sets it on a terminal.
  vi.stubEnv("FORCE_COLOR", undefined);
  try {
    return { code: await runCommandLine(words), ...written };
  } finally {
    // A command that fails in part sets it, for its process; here the next command would inherit it.
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
