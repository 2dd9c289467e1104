/** The built commands as a user's shell starts them, with what a storm adds: weather, a limit of memory, a mark to find them by. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

// As deep as this file is the bundle that it becomes part of.
const root = new URL("../../../", import.meta.url);
export const resonance: string = fileURLToPath(new URL("apps/trainer/bin/resonance.js", root));
export const resonanceReport: string = fileURLToPath(new URL("apps/report-site/bin/resonance-report.js", root));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It was given up on. */
  readonly hung: boolean;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** That it may take, in data. */
  readonly megabytes?: number;
  /** The program Node; this one where it is left out. */
  readonly node?: string;
  readonly patienceSeconds?: number;
}

/** What every process of this soak has in its environment, and hands on to those that it starts. */
const mark = `RESONANCE_SOAK=${process.pid}`;

export function startCommand(
  program: string,
  words: readonly string[],
  { environment = {}, megabytes, node = process.execPath, patienceSeconds = 300 }: StartOptions = {},
): Started {
  const command = [node, program, ...words];
  const limited = ["/bin/sh", "-c", 'ulimit -d "$0" && exec "$@"', String((megabytes ?? 0) * 1024), ...command];
  const [first = "", ...rest] = megabytes === undefined ? command : limited;
  const [name = "", value = ""] = mark.split("=");
  const child = spawn(first, rest, {
    env: { ...process.env, NO_COLOR: "1", [name]: value, ...environment },
    // A group of its own, as a terminal gives one: Ctrl-C reaches the whole of it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr, hung] = ["", "", false];
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const patience = setTimeout(() => {
    hung = true;
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, patienceSeconds * 1000);
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(patience);
      resolve({ code, signal, stdout, stderr, hung });
    });
  });
  return { child, ended };
}

/** Every process of this soak but itself that runs; those that have ended and wait to be asked (zombies) do not. */
export function processesLeft(): readonly string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/u.test(pid) || pid === String(process.pid)) return [];
    try {
      const words = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return words.includes(mark) && command !== "" ? [`${pid}: ${command}`] : [];
    } catch {
      return [];
    }
  });
}
