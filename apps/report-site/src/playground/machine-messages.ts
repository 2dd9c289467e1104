/** What the page and its worker say to each other; an answer carries the id of its question. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import type { AnswerRequest, AnsweredSequence, MachineBackend } from "./machine.js";
import type { LiveStep } from "./train-live.js";

export type Question =
  /** The first one. */
  | { readonly type: "start"; readonly backend: MachineBackend | null; readonly plans: readonly TrainingPlan[] }
  | { readonly type: "answer"; readonly request: AnswerRequest }
  | { readonly type: "train"; readonly model: number; readonly milliseconds: number }
  /** Ends the training at hand. */
  | { readonly type: "stop" };

/** To the worker. */
export type Asked = Question & { readonly id: number };

/** From the worker. */
export type Told = { readonly id: number } & (
  | { readonly type: "started"; readonly engine: string }
  | { readonly type: "answered"; readonly sequences: readonly AnsweredSequence[] }
  /** One of many, before `done`. */
  | { readonly type: "step"; readonly step: LiveStep }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly message: string }
);
