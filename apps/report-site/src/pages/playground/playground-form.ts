/** What of the playground a link holds: the seed, and where to compute. */
import { type MachineBackend, machineBackends } from "../../playground/machine.js";
import { wholeNumberWithin } from "../number-within.js";
import type { HashForm } from "../use-hash-state.js";

export interface PlaygroundState {
  readonly seed: readonly number[];
  /** Null for the fastest. */
  readonly backend: MachineBackend | null;
}

export function playgroundForm(seed: readonly number[], modulus: number): HashForm<PlaygroundState> {
  return {
    initial: { seed, backend: null },
    read(fields) {
      const tokens = (fields.get("seed") ?? "").split(",").map((text) => wholeNumberWithin(text, 0, modulus - 1));
      const whole = tokens.filter((token) => token !== null);
      return {
        seed: tokens.length === seed.length && whole.length === seed.length ? whole : seed,
        backend: machineBackends.find((name) => name === fields.get("backend")) ?? null,
      };
    },
    write: ({ seed: tokens, backend }) => ({
      seed: tokens.join(),
      ...(backend === null ? {} : { backend }),
    }),
  };
}
