import { type ExecFileException, execFile } from "node:child_process";
import { ResonanceError } from "@resonance-rope/contracts";

const timeLimitMilliseconds = 60_000;
/** A million tasks. */
const mostOutputBytes = 2 ** 26;

/** Asks one of SLURM's programs; its standard output. */
export function slurmProgram(program: string, words: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: timeLimitMilliseconds, maxBuffer: mostOutputBytes };
    const child = execFile(program, words, options, (error, output, errors) => {
      if (error === null) resolve(output);
      else reject(refusal(program, error, errors));
    });
    // A program that ends without reading its input says why by its exit code.
    child.stdin?.on("error", () => undefined).end(input);
  });
}

function refusal(program: string, error: ExecFileException, errors: string): ResonanceError {
  const isMissing = error.code === "ENOENT";
  return new ResonanceError({
    kind: "unavailable",
    where: "sweep",
    expected: `an answer of SLURM's ${program}`,
    received: isMissing ? "no such program" : errors.trim().split("\n").slice(-3).join(" ") || error.message,
    remedy: isMissing ? "start the sweep on a machine of the cluster, or leave --launcher out" : undefined,
    cause: error,
  });
}
