/** The command line as built, which is what the lanes check. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "./root.js";
import { type Ended, runProgram, runToEnd } from "./run-program.js";

const command = join(root, "apps/trainer/bin/resonance.js");

/** What of `resonance inspect --json` the lanes compare. */
export interface Inspected {
  readonly spec: { readonly scaling: { readonly type: string }; readonly wavelengths: unknown };
  readonly trainedLength: number;
  readonly contextLength: number;
  readonly angularFrequencies: readonly number[];
  readonly attentionFactor: number;
}

export async function inspect(model: string): Promise<Inspected> {
  return JSON.parse(await runProgram(process.execPath, [command, "inspect", model, "--json"])) as Inspected;
}

/** What of the report of `resonance eval --json` the lanes compare. */
export interface Evaluated {
  readonly metrics: Readonly<Record<string, { readonly value: number | null }>>;
  /** Of the run. */
  readonly directory: string;
}

/** A task's row of `resonance score leval --json`. */
export interface LEvalRow {
  readonly score: number;
  /** Of topic_retrieval_longchat and sci_fi. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** In the order of the files. */
export async function scoreLEval(files: readonly string[]): Promise<readonly LEvalRow[]> {
  const output = await runProgram(process.execPath, [command, "score", "leval", ...files, "--json"]);
  return Object.values((JSON.parse(output) as { readonly tasks: Readonly<Record<string, LEvalRow>> }).tasks);
}

export async function exportModel(
  format: "hf" | "gguf",
  model: string,
  out: string,
  encoding: readonly string[],
): Promise<void> {
  await runProgram(process.execPath, [command, "export", format, model, "--out", out, ...encoding, "--json"]);
}

/** An export that is to fail: how it ended, and with which words. */
export function tryToExport(
  format: "hf" | "gguf",
  model: string,
  out: string,
  encoding: readonly string[],
): Promise<Ended> {
  return runToEnd(process.execPath, [command, "export", format, model, "--out", out, ...encoding]);
}

/** @param words after `resonance eval`, without `--json`. */
export async function evaluate(words: readonly string[]): Promise<Evaluated> {
  return JSON.parse(await runProgram(process.execPath, [command, "eval", ...words, "--json"])) as Evaluated;
}

/** What of the result of `resonance finetune --json` the lanes compare. */
export interface Finetuned {
  readonly perplexity: number;
  readonly initialPerplexity: number;
  /** Of the run. */
  readonly directory: string;
}

/** @param words after `resonance finetune`, without `--json`. */
export async function finetune(words: readonly string[]): Promise<Finetuned> {
  return JSON.parse(await runProgram(process.execPath, [command, "finetune", ...words, "--json"])) as Finetuned;
}

/** An evaluation that is to fail. */
export function tryToEvaluate(words: readonly string[]): Promise<Ended> {
  return runToEnd(process.execPath, [command, "eval", ...words]);
}

/** Kills `resonance train` with these words as soon as it is time. */
export async function killInTheMiddle(words: readonly string[], isTime: () => boolean): Promise<void> {
  const child = spawn(process.execPath, [command, "train", ...words], { stdio: "ignore" });
  const ended = once(child, "exit");
  while (!isTime() && child.exitCode === null) await pause(20);
  child.kill("SIGKILL");
  const [, signal] = (await ended) as [number | null, string | null];
  if (signal !== "SIGKILL") throw new Error("the training ended before it was killed");
}

/** @param words after the folder of the run. */
export async function resume(run: string, words: readonly string[]): Promise<void> {
  await runProgram(process.execPath, [command, "resume", run, ...words, "--json"]);
}
