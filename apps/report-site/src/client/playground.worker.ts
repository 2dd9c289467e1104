/**
 * The playground's worker: tfjs, its WebAssembly and the two models, all in this one script. Everything is computed
 * here, so that the page never waits.
 */
import { messageOf } from "@resonance-rope/contracts";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import resonanceRope from "../../models/resonance-rope.safetensors?inline";
import rope from "../../models/rope.safetensors?inline";
import type { Machine } from "../playground/machine.js";
import type { Asked, Told } from "../playground/machine-messages.js";
import { createPlaygroundMachine } from "../playground/playground-machine.js";
import wasm from "tfjs-backend-wasm-simd.wasm?inline";

let machine: Promise<Machine> | undefined;
let training = new AbortController();

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin, a window does
const tell = (told: Told): void => globalThis.postMessage(told);

globalThis.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const { id } = data;
  obey(data).catch((error: unknown) => {
    tell({ id, type: "failed", message: messageOf(error) });
  });
});

async function obey(asked: Asked): Promise<void> {
  const { id } = asked;
  if (asked.type === "stop") {
    training.abort();
    return tell({ id, type: "done" });
  }
  if (asked.type === "start") machine = start(asked);
  if (machine === undefined) throw new RangeError("playground.worker: expected start as the first question");
  const ready = await machine;
  if (asked.type === "start") return tell({ id, type: "started", engine: ready.engine });
  if (asked.type === "answer") return tell({ id, type: "answered", sequences: await ready.answer(asked.request) });
  training = new AbortController();
  const { model, milliseconds } = asked;
  await ready.train({ model, milliseconds, signal: training.signal }, (step) => tell({ id, type: "step", step }));
  return tell({ id, type: "done" });
}

async function start({ backend, plans }: Extract<Asked, { type: "start" }>): Promise<Machine> {
  const { engine } = await selectBackend({ wasmBytes: bytesOf(wasm), ...(backend === null ? {} : { backend }) });
  const files = [rope, resonanceRope].map(bytesOf);
  const models = plans.map((plan, index) => ({ plan, weights: files[index] ?? new Uint8Array() }));
  return createPlaygroundMachine(models, { engine, now: () => performance.now() });
}

/** Decoded by hand: to fetch even a data URL takes a policy that allows it. */
function bytesOf(dataUrl: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
}
