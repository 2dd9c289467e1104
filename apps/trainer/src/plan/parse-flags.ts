/** Words of a command line to numbers; commander adds the flag's name to the message. */
import { InvalidArgumentError } from "commander";

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("Expected a whole number, 0 or more.");
  return value;
}

export function positiveWholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError("Expected a whole number, 1 or more.");
  }
  return value;
}

export function positiveNumber(text: string): number {
  const value = finiteNumber(text);
  if (value <= 0) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

export function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("Expected a number.");
  return value;
}

/** `2,0,3,1` to [2, 0, 3, 1]. */
export function wholeNumbers(text: string): number[] {
  return text.split(",").map(wholeNumber);
}
