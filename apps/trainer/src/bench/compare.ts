/** One comparison: its contenders started, warmed up, measured in turns and ended. */
import { fileURLToPath } from "node:url";
import type { BackendName } from "@resonance-rope/contracts";
import type { ContenderName, LeftOut } from "./bench-report.js";
import type { Comparison } from "./comparison.js";
import { type Contender, type ContenderProgram, ContenderRefusal, startContender } from "./contender.js";
import { type ComparisonOutcome, keyOf } from "./figures-of.js";
import type { OurJob } from "./our-worker.js";
import { type PeerJob, type PythonPeer, peerProgram } from "./python-peer.js";
import { takeTurns } from "./take-turns.js";

export interface CompareOptions {
  readonly threads: number;
  readonly backend: BackendName;
  /** Without one, ours alone is measured. */
  readonly peer: PythonPeer | null;
  readonly onProgress: (line: string) => void;
}

export async function compare(comparison: Comparison, options: CompareOptions): Promise<ComparisonOutcome> {
  const { shape, precision, suite, unitsPerTurn, turns } = comparison;
  const { threads, backend, peer, onProgress } = options;
  const work = suite === "evaluate" ? "score" : "train";
  const job = { shape, precision, threads };
  const started = new Map<ContenderName | "products", { contender: Contender; units: number }>();
  const leftOut: LeftOut[] = [];

  const enter = async (name: ContenderName | "products", program: ContenderProgram): Promise<Contender> => {
    onProgress(`${name} warms up`);
    const contender = await startContender(program);
    const units = name === "products" ? 1 : unitsPerTurn;
    try {
      // Records or compiles, and takes memory: not counted.
      await contender.ask(units);
    } catch (error) {
      await contender.end();
      throw error;
    }
    started.set(name, { contender, units });
    return contender;
  };
  const enterPeer = async (python: string, name: ContenderName, device: PeerJob["device"]): Promise<void> => {
    try {
      await enter(name, peerProgram(python, { ...job, work, device, compiled: name === "pytorch-compiled" }));
    } catch (error) {
      if (!(error instanceof ContenderRefusal)) throw error;
      leftOut.push({ ...keyOf(comparison), contender: name, why: error.message });
    }
  };

  try {
    const { engine } = await enter("ours", ourProgram({ ...job, backend, work }));
    await enter("products", ourProgram({ ...job, backend, work: "multiply" }));
    if (peer !== null) {
      const device = engine.includes("CUDA") ? "cuda" : "cpu";
      await enterPeer(peer.python, "pytorch", device);
      if (peer.compilerMissing === null) await enterPeer(peer.python, "pytorch-compiled", device);
      else leftOut.push({ ...keyOf(comparison), contender: "pytorch-compiled", why: peer.compilerMissing });
    }
    const taken = await takeTurns(started, turns, (turn) => onProgress(`turn ${turn} of ${turns}`));
    const measured = [...started].flatMap(([name, { contender }]) =>
      name === "products" ? [] : [{ contender: name, engine: contender.engine, turns: taken.get(name) ?? [] }],
    );
    return { comparison, measured, products: taken.get("products") ?? [], leftOut };
  } catch (error) {
    if (!(error instanceof ContenderRefusal) || error.kind !== "precision") throw error;
    const why = { ...keyOf(comparison), contender: "ours" as const, why: error.message };
    return { comparison, measured: [], products: [], leftOut: [why] };
  } finally {
    await Promise.all([...started.values()].map(({ contender }) => contender.end()));
  }
}

function ourProgram(job: OurJob): ContenderProgram {
  const program = fileURLToPath(new URL("our-worker.js", import.meta.url));
  return { command: process.execPath, words: [program, JSON.stringify(job)], environment: {} };
}
