/** tooling/oracles/reference/smollm2.json, made by a program that shares nothing with this repository: what it is, it says. */
import { readFileSync } from "node:fs";
import { oraclePrograms } from "./oracle-programs.js";

export interface Reference {
  /** The first 384 tokens of Moby Dick. */
  readonly tokens: readonly number[];
  /** By the name of the setting; not every setting is there. */
  readonly settings: Readonly<Record<string, { readonly logProbabilities: readonly number[] }>>;
}

export const reference: Reference = JSON.parse(readFileSync(oraclePrograms.reference, "utf8")) as Reference;
