import { ResonanceError } from "@resonance-rope/contracts";

/** The value, which JavaScript callers may have left out or mistaken, as the object that its type says. */
export function requireObject<T extends object>(value: T, what: string, where: string): T {
  if (typeof value === "object" && value !== null) return value;
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: what,
    received: value === null ? "null" : typeof value,
  });
}
