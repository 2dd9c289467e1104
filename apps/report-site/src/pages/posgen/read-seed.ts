/** A seed as somebody typed it: its tokens, or what is wrong with them, said to whoever typed it. */
import { capitalised, counted } from "../../format-number.js";

export type SeedReading =
  | { readonly seed: readonly number[]; readonly problem: null }
  | { readonly seed: null; readonly problem: string };

export function readSeed(text: string, modulus: number, length: number): SeedReading {
  const words = text.split(/[\s,;]+/u).filter((word) => word !== "");
  const range = `whole numbers from 0 to ${modulus - 1}`;
  const notNumber = words.find((word) => !/^\d+$/u.test(word));
  if (notNumber !== undefined) return refused(`“${shortened(notNumber)}” is no token. Tokens are ${range}.`);
  const tooLarge = words.find((word) => Number(word) >= modulus);
  if (tooLarge !== undefined) {
    const remedy = words.length === 1 && tooLarge.length >= length ? " Put spaces between them." : "";
    return refused(`${shortened(tooLarge)} is too large. With modulus ${modulus}, tokens are ${range}.${remedy}`);
  }
  if (words.length !== length) {
    return refused(
      `${capitalised(counted(length, "token"))} make a seed; this has ${counted(words.length, "token")}. They are ${range}.`,
    );
  }
  return { seed: words.map(Number), problem: null };
}

const refused = (problem: string): SeedReading => ({ seed: null, problem });

const shortened = (word: string): string => (word.length > 12 ? `${word.slice(0, 12)}…` : word);
