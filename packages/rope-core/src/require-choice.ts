import { RopeError } from "./rope-error.js";
import { showReceived } from "./show-received.js";

/** @throws RopeError unless `value` is one of `choices`. */
export function requireChoice<Choice>(where: string, name: string, value: unknown, choices: readonly Choice[]): Choice {
  if (choices.includes(value as Choice)) return value as Choice;
  throw new RopeError({ where, expected: `${name} to be one of ${choices.join(", ")}`, received: showReceived(value) });
}

/** @throws RopeError unless `value` is an object whose fields can be read. */
export function requireObject<T extends object>(where: string, name: string, value: T): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new RopeError({ where, expected: `${name} to be an object`, received: showReceived(value) });
}
