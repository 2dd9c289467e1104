/** A program that serves a model, or shows trainings, on the loopback alone, for as long as a test wants it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const patienceMs = 300_000;

export interface ServedProgram {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  stop(): Promise<void>;
}

export interface ServedProgramOptions {
  /** In words, for the error when it does not start. */
  readonly what: string;
  readonly program: string;
  readonly words: (port: string) => readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The path that answers 200 once it is up; `/health` unless given. */
  readonly upAt?: string;
}

/** Starts it and waits until it is up. */
export async function startServedProgram(options: ServedProgramOptions): Promise<ServedProgram> {
  const { what, program, words, environment, upAt = "/health" } = options;
  const port = await freePort();
  // setpriv (util-linux) ends it with this process, whatever ends that; by KILL, for while it starts vLLM swallows a TERM.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, ...words(String(port))], {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, with the processes that it starts.
    detached: true,
    env: { ...process.env, HF_HUB_OFFLINE: "1", OMP_NUM_THREADS: "2", ...environment },
  });
  let lastWords = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (lastWords = (lastWords + text).slice(-4000)));
  const stop = (): Promise<void> => stopProcess(child);
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilUp(address + upAt, child);
  } catch (cause) {
    await stop();
    throw new Error(`${what} did not start:\n${lastWords}`, { cause });
  }
  return { address, stop };
}

async function untilUp(address: string, child: ChildProcess): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < patienceMs) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok === true) return;
    await pause(500);
  }
  throw new Error(`no answer after ${patienceMs / 1000} s`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), 30_000);
    await ended;
    clearTimeout(force);
  }
  killGroup(child);
}

/** What it started ends some seconds after it, by itself; not waited for. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // None is left.
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
