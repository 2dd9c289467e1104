/** Typed access to the fields of a parsed config, whose every value may be of any type. */
import { ResonanceError } from "@resonance-rope/contracts";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Any finite number; undefined where the field is missing or null. */
export function optionalNumber(object: JsonObject, name: string): number | undefined {
  const value = object[name] ?? undefined;
  if (value === undefined || (typeof value === "number" && Number.isFinite(value))) return value;
  throw invalidConfig(`${name} to be a finite number`, show(value));
}

export function requiredNumber(object: JsonObject, name: string): number {
  const value = optionalNumber(object, name);
  if (value !== undefined) return value;
  throw invalidConfig(`${name} to be a number`, Object.hasOwn(object, name) ? "null" : "no such field");
}

/** A whole number from 1 up to `largest`; undefined where the field is missing or null. */
export function optionalCount(object: JsonObject, name: string, largest: number): number | undefined {
  const value = optionalNumber(object, name);
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1 && value <= largest)) return value;
  throw invalidConfig(`${name} to be a whole number from 1 to ${largest}`, show(value));
}

export function optionalObject(object: JsonObject, name: string): JsonObject | undefined {
  const value = object[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw invalidConfig(`${name} to be an object or null`, show(value));
}

export function requiredNumbers(object: JsonObject, name: string): readonly number[] {
  const value = object[name];
  if (Array.isArray(value) && value.every((each) => typeof each === "number" && Number.isFinite(each))) return value;
  throw invalidConfig(`${name} to be a list of finite numbers`, show(value));
}

/** One line of it. */
export const show = (value: unknown): string => (JSON.stringify(value) ?? "no such field").slice(0, 100);

export function invalidConfig(expected: string, received: string, remedy?: string): ResonanceError {
  return new ResonanceError({
    kind: "invalid-file",
    where: "readConfig",
    expected,
    received,
    remedy,
  });
}
