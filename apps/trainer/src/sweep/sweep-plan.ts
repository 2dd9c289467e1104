/**
 * The plan of a sweep, a YAML file: a name, how often a run that fails is tried again, and grids of training flags. A
 * description is for people who read the file.
 */
import { readFileSync, statSync } from "node:fs";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import { nearestName } from "../terminal/nearest-name.js";
import { parseYaml } from "./parse-yaml.js";

export interface SweepPlan {
  readonly file: string;
  readonly name: string;
  /** How often each run that fails is started again. */
  readonly retries: number;
  readonly grids: readonly Grid[];
}

/** Names of flags of `resonance train`, without the dashes, each with the values it takes. */
export type Grid = ReadonlyMap<string, readonly GridValue[]>;
export type GridValue = string | number | boolean;

/** Ten thousand seeds fit, and a second is enough for any text of this length. */
const mostBytes = 128 * 1024;
const keys = ["name", "description", "retries", "runs"];

export function readSweepPlan(file: string): SweepPlan {
  const plan = parse(readText(file), file);
  if (!(plan instanceof Map)) throw refused(file, `a map with ${keys.join(", ")}`, kindOf(plan));
  for (const key of plan.keys()) refuseUnknown(file, String(key), keys);
  const name = plan.get("name");
  // It is printed, and a terminal obeys what is no letter.
  if (typeof name !== "string" || name.trim() === "" || /\p{Cc}/u.test(name))
    throw refused(file, "a name of the sweep, as `name: table 1`", kindOf(name));
  const description: unknown = plan.get("description") ?? "";
  if (typeof description !== "string") throw refused(`${file}, description`, "words", kindOf(description));
  const retries: unknown = plan.get("retries") ?? 0;
  if (!Number.isSafeInteger(retries) || (retries as number) < 0)
    throw refused(`${file}, retries`, "a whole number, 0 or more", kindOf(retries));
  const runs: unknown = plan.get("runs");
  if (!Array.isArray(runs) || runs.length === 0)
    throw refused(
      `${file}, runs`,
      "a list of grids, each of flags of resonance train without the dashes",
      kindOf(runs),
    );
  const grids = runs.map((grid: unknown, index) => gridOf(grid, placeOf(file, index)));
  return { file, name, retries: retries as number, grids };
}

/** How errors name a grid. */
export const placeOf = (file: string, index: number): string => `${file}, grid ${index + 1}`;

export function refused(where: string, expected: string, received: string, remedy?: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
}

export function refuseUnknown(where: string, key: string, known: readonly string[]): void {
  if (known.includes(key)) return;
  const nearest = nearestName(key, known);
  throw refused(where, `only ${known.join(", ")}`, `unknown key "${key}"`, nearest && `${nearest}:`);
}

function readText(file: string): string {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new Error("not a file");
    if (stats.size > mostBytes) throw new Error(`a file of ${stats.size} bytes`);
    return readFileSync(file, "utf8");
  } catch (cause) {
    const received = messageOf(cause);
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "sweep",
      expected: `a plan in YAML of at most ${mostBytes} bytes at ${file}`,
      received,
      cause,
    });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return parseYaml(text);
  } catch (cause) {
    throw refused(file, "YAML", messageOf(cause));
  }
}

function gridOf(grid: unknown, where: string): Grid {
  if (!(grid instanceof Map) || grid.size === 0)
    throw refused(where, "a map of flags, as `task: recursive`", kindOf(grid));
  const entries = [...(grid as Map<string, unknown>)].map(([key, given]) => {
    const values: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (values.length === 0) throw refused(`${where}, ${key}`, "a value or a list of values", "an empty list");
    for (const value of values)
      if (!isPlain(value)) throw refused(`${where}, ${key}`, "words, a number, true or false", kindOf(value));
    return [key, values as readonly GridValue[]] as const;
  });
  return new Map(entries);
}

const isPlain = (value: unknown): value is GridValue =>
  typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : JSON.stringify(value);
}
