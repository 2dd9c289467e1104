/** What happens to a command: drawn from the seed, and handed to storm.c as an environment. */
import type { RandomSource } from "@resonance-rope/contracts";

/**
 * - `kill`, `terminate`, `interrupt`: a signal at a file operation; `interrupt-twice`: and again soon after;
 * - `starve`: an allocation beyond a limit fails;
 * - `fill-disk`: so many kilobytes are left;
 * - `rival`: the same command a second time, beside it;
 * - `lose-server`: it drops so many requests, after so many.
 */
export type Disturbance =
  | {
      readonly type: "kill" | "terminate" | "interrupt" | "interrupt-twice";
      readonly at: number;
      readonly whom: "self" | "leader" | "group";
    }
  | { readonly type: "starve"; readonly megabytes: number }
  | { readonly type: "fill-disk"; readonly kilobytes: number }
  | { readonly type: "rival" }
  | { readonly type: "lose-server"; readonly after: number; readonly requests: number };

export interface Weather {
  /** Null for none. */
  readonly disturbance: Disturbance | null;
  /** Each sync takes so much longer. */
  readonly syncMilliseconds: number;
  /** At this operation the clock goes back by an hour; null for never. */
  readonly clockBackAt: number | null;
}

/** What this machine can be put through. */
export interface Climate {
  /** storm.c, compiled; null where it cannot be. */
  readonly shim: string | null;
  readonly canFillDisk: boolean;
}

const signals: readonly string[] = ["kill", "terminate", "interrupt", "interrupt-twice"];
/** About as many file operations as a tiny training has. */
const mostOperations = 400;

export function drawWeather(
  random: RandomSource,
  types: readonly Disturbance["type"][],
  { shim, canFillDisk }: Climate,
): Weather {
  const hasShim = shim !== null;
  const possible = types.filter((type) => (type === "fill-disk" ? canFillDisk : hasShim || !signals.includes(type)));
  const type = possible[random.integer(possible.length)] ?? "rival";
  // The beginnings and ends of files are where things go wrong: early operations are likelier.
  const at = Math.floor(mostOperations ** random.uniform());
  const whom = (["self", "leader", "group"] as const)[random.integer(3)] ?? "self";
  const amount = random.uniform();
  const [isSlow, isBack] = [random.uniform() < 0.3, random.uniform() < 0.3];
  const backAt = Math.floor(mostOperations ** random.uniform());
  return {
    disturbance: disturbanceOf(type, { at, whom, amount }),
    syncMilliseconds: hasShim && isSlow ? 1 + random.integer(40) : 0,
    clockBackAt: hasShim && isBack ? backAt : null,
  };
}

interface Drawn {
  readonly at: number;
  readonly whom: "self" | "leader" | "group";
  /** Of 0 to 1. */
  readonly amount: number;
}

function disturbanceOf(type: Disturbance["type"], { at, whom, amount }: Drawn): Disturbance {
  switch (type) {
    case "starve":
      // With less than four stacks of 8 MB beside its heap Node waits without an end for threads that it could not make.
      return { type, megabytes: Math.round(48 + 352 * amount) };
    case "fill-disk":
      return { type, kilobytes: Math.round(4 + 200 * amount ** 2) };
    case "rival":
      return { type };
    case "lose-server":
      return { type, after: at, requests: 1 + Math.floor(40 * amount) };
    default:
      return { type, at, whom };
  }
}

export const calm: Weather = { disturbance: null, syncMilliseconds: 0, clockBackAt: null };

const numbers = { kill: 9, terminate: 15, interrupt: 2, "interrupt-twice": 2 } as const;

/** For storm.c. */
export function stormEnvironment(
  { disturbance, syncMilliseconds, clockBackAt }: Weather,
  shim: string | null,
): Record<string, string> {
  if (shim === null) return {};
  const environment: Record<string, string> = { LD_PRELOAD: shim };
  if (syncMilliseconds > 0) environment["STORM_SYNC_MS"] = String(syncMilliseconds);
  if (clockBackAt !== null)
    Object.assign(environment, { STORM_CLOCK_AT: String(clockBackAt), STORM_CLOCK_BACK: "3600" });
  if (disturbance !== null && "at" in disturbance) {
    const { type, at, whom } = disturbance;
    Object.assign(environment, { STORM_SIGNAL: String(numbers[type]), STORM_SIGNAL_AT: String(at), STORM_WHOM: whom });
    if (type === "interrupt-twice") environment["STORM_AGAIN_AT"] = String(at + 2);
  }
  return environment;
}
