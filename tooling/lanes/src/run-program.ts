/** Starts one program and waits for its end. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Ended {
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** What the program wrote, whatever it ended with; rejects where it cannot be started. */
export async function runToEnd(program: string, words: readonly string[]): Promise<Ended> {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, output, errors };
}

/** Its standard output; an error with its last words where it failed. */
export async function runProgram(program: string, words: readonly string[]): Promise<string> {
  const { status, output, errors } = await runToEnd(program, words);
  if (status === 0) return output;
  const lastLines = errors.trimEnd().split("\n").slice(-15).join("\n");
  throw new Error(`${program} ${words.join(" ")}\nended with ${status ?? "a signal"}:\n${lastLines}`);
}
