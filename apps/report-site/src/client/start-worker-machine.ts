/** The playground's machine in a worker of the page. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import type { Machine, MachineBackend } from "../playground/machine.js";
import type { Asked, Question, Told } from "../playground/machine-messages.js";
import type { LiveStep } from "../playground/train-live.js";
import { loadPlaygroundWorker } from "./load-playground-worker.js";

interface Call {
  readonly resolve: (told: Told) => void;
  readonly reject: (error: Error) => void;
  readonly onStep: (step: LiveStep) => void;
}

export async function startWorkerMachine(
  plans: readonly TrainingPlan[],
  backend: MachineBackend | null,
): Promise<Machine> {
  const worker = await loadPlaygroundWorker();
  const calls = new Map<number, Call>();
  let asked = 0;

  const failAll = (message: string): void => {
    for (const { reject } of calls.values()) reject(new Error(message));
    calls.clear();
  };
  const ask = (question: Question, onStep: Call["onStep"] = () => undefined): Promise<Told> =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      calls.set(id, { resolve, reject, onStep });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin, a window does
      worker.postMessage({ ...question, id } satisfies Asked);
    });
  worker.addEventListener("error", ({ message }) => failAll(message));
  worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    const call = calls.get(data.id);
    if (data.type === "step") return call?.onStep(data.step);
    calls.delete(data.id);
    if (data.type === "failed") call?.reject(new Error(data.message));
    else call?.resolve(data);
  });
  const dispose = (): void => {
    worker.terminate();
    failAll("the computation was ended");
  };

  try {
    const started = await ask({ type: "start", backend, plans });
    return {
      engine: started.type === "started" ? started.engine : "",
      async answer(request) {
        const told = await ask({ type: "answer", request });
        return told.type === "answered" ? told.sequences : [];
      },
      async train({ model, milliseconds, signal }, onStep) {
        // Stopped while the machine started: nothing would tell the worker any more.
        if (signal.aborted) return;
        signal.addEventListener("abort", () => void ask({ type: "stop" }).catch(() => undefined), { once: true });
        await ask({ type: "train", model, milliseconds }, onStep);
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
