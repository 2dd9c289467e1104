/** What the playground asks of whatever computes, and what it is told: a worker in the page, a plain object in tests. */
import type { LiveStep } from "./train-live.js";

/** What may be insisted on; by default the fastest that starts is taken. */
export const machineBackends = ["webgpu", "wasm", "cpu"] as const;
export type MachineBackend = (typeof machineBackends)[number];

export type AnswerRequest =
  | { readonly seedTokens: readonly number[] }
  /** Of the test sequences, from the given one on; after the last comes the first. */
  | { readonly from: number; readonly count: number };

export interface AnsweredSequence {
  readonly tokens: Int32Array;
  /** A row of predictions for each model. */
  readonly predictions: readonly Int32Array[];
  /** Whether the models were trained on its first tokens. */
  readonly trainedOn: boolean;
}

export interface Machine {
  /** The engine that computes: "tfjs-backend-wasm 4.22.0". */
  readonly engine: string;
  answer(request: AnswerRequest): Promise<readonly AnsweredSequence[]>;
  /** Trains with the encoding of a model; one at a time. Ends when the time is over, or at `signal`. */
  train(
    options: { readonly model: number; readonly milliseconds: number; readonly signal: AbortSignal },
    onStep: (step: LiveStep) => void,
  ): Promise<void>;
  dispose(): void;
}
