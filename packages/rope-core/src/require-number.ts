/** Numbers are checked once, at the border; behind it every function trusts what it is given. */
import { RopeError } from "./rope-error.js";
import { showReceived } from "./show-received.js";

export interface NumberRange {
  /** Smallest number accepted; with `above`, the largest one refused. */
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly whole?: true;
}

const isWithin = (
  value: unknown,
  { from = -Number.MAX_VALUE, above = -Infinity, to = Number.MAX_VALUE, whole }: NumberRange,
): value is number =>
  typeof value === "number" && value >= from && value > above && value <= to && (!whole || Number.isSafeInteger(value));

/** @throws RopeError unless `value` is a finite number within `range`. */
export function requireNumber(where: string, name: string, value: unknown, range: NumberRange): number {
  if (isWithin(value, range)) return value;
  const { whole, ...bounds } = range;
  throw new RopeError({
    where,
    expected: [name, "to be a", whole ? "whole" : "finite", "number", ...Object.entries(bounds).flat()].join(" "),
    received: showReceived(value),
  });
}

/** @throws RopeError unless `values` is an array or a typed array whose every element passes `requireNumber`. */
export function requireNumbers(
  where: string,
  name: string,
  values: unknown,
  range: NumberRange,
  length?: number,
): ArrayLike<number> {
  const list = (Array.isArray(values) || ArrayBuffer.isView(values) ? values : {}) as ArrayLike<unknown>;
  if (list.length === undefined || list.length !== (length ?? list.length)) {
    throw new RopeError({
      where,
      expected: `${name} to be a list of ${length ?? "finite"} numbers`,
      received: list.length === undefined ? showReceived(values) : `${list.length} of them`,
    });
  }
  for (let index = 0; index < list.length; index++) {
    // The name is built for the error alone: lists can be long.
    if (!isWithin(list[index], range)) requireNumber(where, `${name}[${index}]`, list[index], range);
  }
  return list as ArrayLike<number>;
}
