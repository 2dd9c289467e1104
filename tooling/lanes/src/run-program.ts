/** Starts one program and waits for its end. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Ended {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Where a program runs: in this process's folder and environment unless said. */
export interface Surroundings {
  readonly cwd?: string;
  /** The whole of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What the program wrote, whatever it ended with; rejects where it cannot be started. */
export async function runToEnd(program: string, words: readonly string[], at: Surroundings = {}): Promise<Ended> {
  const child = spawn(program, words, { ...at, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, output, errors };
}

/** Its standard output; an error with its last words where it failed. */
export async function runProgram(program: string, words: readonly string[], at: Surroundings = {}): Promise<string> {
  const { status, output, errors } = await runToEnd(program, words, at);
  if (status === 0) return output;
  // Some say what is wrong where others say what they found.
  const lastLines = [output, errors].flatMap((said) => said.trimEnd().split("\n").slice(-15)).join("\n");
  throw new Error(`${program} ${words.join(" ")}\nended with ${status ?? "a signal"}:\n${lastLines}`);
}
