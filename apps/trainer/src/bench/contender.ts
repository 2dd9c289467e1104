/** A process that does units of work when asked, and says how long they took. Its protocol is a line of JSON each way. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What a contender answers to a number of units. */
export interface Turn {
  readonly seconds: number;
  /** Of those, inside recorded functions of native TensorFlow; null where the engine has none or does not wait in them. */
  readonly recordedSeconds: number | null;
  /** Nats a token, of the last unit of training or scoring. */
  readonly loss?: number;
  /** The largest rate of a matrix product, where a turn is of those; a multiply-add counts as two. */
  readonly operationsPerSecond?: number;
  readonly peakRssBytes: number;
}

export interface Contender {
  readonly engine: string;
  ask(units: number): Promise<Turn>;
  /** Answers when the process is gone, its memory with it. */
  end(): Promise<void>;
}

export interface ContenderProgram {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The first line of a contender. */
export type Greeting =
  | { readonly engine: string }
  | { readonly refused: string; readonly kind: "precision" | "engine" };

/** A contender that cannot do this work here, and says why. */
export class ContenderRefusal extends Error {
  readonly kind: "precision" | "engine";

  constructor(why: string, kind: "precision" | "engine") {
    super(why);
    this.kind = kind;
  }
}

export async function startContender({ command, words, environment }: ContenderProgram): Promise<Contender> {
  const child = spawn(command, words, { env: { ...process.env, ...environment }, stdio: "pipe" });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints = (complaints + text).slice(-10_000)));
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  // Whatever goes wrong with the process ends its output, which `read` answers for.
  child.on("error", (error) => (complaints += error.message));
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done !== true) return JSON.parse(value);
    await closed;
    const reason = complaints.trim().split("\n").at(-1) ?? "";
    throw new ContenderRefusal(reason === "" ? `${command} ended without a word` : reason, "engine");
  };
  const greeting = (await read()) as Greeting;
  if ("refused" in greeting) throw new ContenderRefusal(greeting.refused, greeting.kind);
  return {
    engine: greeting.engine,
    ask(units) {
      child.stdin.write(`${units}\n`);
      return read() as Promise<Turn>;
    },
    end() {
      child.stdin.end();
      return closed;
    },
  };
}
