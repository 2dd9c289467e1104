/** What a reader can change on the page "PosGen"; it begins with the paper's Figure 2. */
import { type SequenceTask, type TaskName, taskNames } from "@resonance-rope/contracts";
import { paperTask } from "@resonance-rope/posgen";
import { wholeNumberWithin } from "../number-within.js";
import type { HashForm } from "../use-hash-state.js";
import { readSeed } from "./read-seed.js";

export interface PosGenState {
  readonly task: TaskName;
  /** The sum modulo M, or a table with an entry for every window, drawn at random. */
  readonly rule: "sum" | "table";
  readonly modulus: number;
  readonly seed: readonly number[];
  /** Index of the token looked at, counted from 0. */
  readonly at: number;
  readonly shortcut: boolean;
}

export const seedLength = 4;
/** Tokens on the page, seed included. */
export const shownLength = 24;
/** Two digits still fit a cell, and the largest table is made in a moment. */
export const modulusLimits = { from: 2, to: 23 } as const;

export const posGenForm: HashForm<PosGenState> = {
  initial: { task: "chain-of-thought", rule: "sum", modulus: 7, seed: [2, 0, 3, 1], at: 11, shortcut: false },
  read: (fields) => {
    const { initial } = posGenForm;
    const modulus = wholeNumberWithin(fields.get("modulus"), modulusLimits.from, modulusLimits.to) ?? initial.modulus;
    const { seed } = readSeed(fields.get("seed") ?? "", modulus, seedLength);
    const token = wholeNumberWithin(fields.get("token"), seedLength + 1, shownLength);
    return {
      task: taskNames.find((name) => name === fields.get("task")) ?? initial.task,
      rule: fields.get("rule") === "table" ? "table" : "sum",
      modulus,
      seed: seed ?? withinModulus(initial.seed, modulus),
      at: token === null ? initial.at : token - 1,
      shortcut: fields.get("shortcut") === "on",
    };
  },
  write: ({ task, rule, modulus, seed, at, shortcut }) => ({
    task,
    rule,
    modulus: String(modulus),
    seed: seed.join(" "),
    token: String(at + 1),
    shortcut: shortcut ? "on" : "off",
  }),
};

/** The paper's j = 1 and k = 3. */
export function sequenceTask({ task, rule, modulus }: Pick<PosGenState, "task" | "rule" | "modulus">): SequenceTask {
  const type = rule === "sum" ? ({ type: "sum-modulo" } as const) : ({ type: "random-table", seed: 0 } as const);
  return { ...paperTask(task), modulus, rule: type };
}

export const withinModulus = (seed: readonly number[], modulus: number): readonly number[] =>
  seed.map((token) => token % modulus);
