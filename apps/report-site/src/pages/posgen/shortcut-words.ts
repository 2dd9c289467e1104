/** A shortcut in words, for any token and for one. */
import type { SequenceTask } from "@resonance-rope/contracts";
import type { AuditedShortcut } from "@resonance-rope/posgen";
import { signedCoefficient } from "./shortcut-answers.js";

/** "2 × the one before − the one 4 before, modulo 7". */
export function shortcutRule(shortcut: AuditedShortcut, modulus: number): string {
  const { lags, constant } = shortcut;
  const before = (lag: number): string => (lag === 1 ? "the one before" : `the one ${lag} before`);
  if (constant === null) return `a function of ${lags.map(before).join(" and ")}`;
  return `${terms(shortcut, modulus, before)}, modulo ${modulus}`;
}

/** Indices of the tokens that it reads for this one, ascending. */
export const shortcutSources = ({ lags }: AuditedShortcut, index: number): readonly number[] =>
  lags.map((lag) => index - lag).toReversed();

/** "2 × 0 − 6 = −6, and −6 modulo 7 is 1". */
export function shortcutInWords(
  shortcut: AuditedShortcut,
  { modulus }: SequenceTask,
  tokens: ArrayLike<number>,
  index: number,
): string {
  const at = (lag: number): number => tokens[index - lag] ?? 0;
  if (shortcut.constant === null) return `${shortcut.lags.map(at).join(" and ")} always give ${tokens[index]}`;
  const sum = shortcut.lags.reduce(
    (total, lag, term) => total + signedCoefficient(shortcut.coefficients[term] ?? 0, modulus) * at(lag),
    signedCoefficient(shortcut.constant, modulus),
  );
  const value = withMinus(sum);
  return `${terms(shortcut, modulus, (lag) => String(at(lag)))} = ${value}, and ${value} modulo ${modulus} is ${tokens[index]}`;
}

function terms(
  { lags, coefficients, constant }: AuditedShortcut,
  modulus: number,
  named: (lag: number) => string,
): string {
  const parts = lags.map((lag, term) => ({
    coefficient: signedCoefficient(coefficients[term] ?? 0, modulus),
    name: named(lag),
  }));
  const written = parts.map(({ coefficient, name }, index) => {
    const size = Math.abs(coefficient) === 1 ? name : `${Math.abs(coefficient)} × ${name}`;
    if (index === 0) return coefficient < 0 ? `−${size}` : size;
    return `${coefficient < 0 ? "−" : "+"} ${size}`;
  });
  const added = signedCoefficient(constant ?? 0, modulus);
  if (written.length === 0) return String(added);
  return added === 0 ? written.join(" ") : `${written.join(" ")} ${added < 0 ? "−" : "+"} ${Math.abs(added)}`;
}

const withMinus = (value: number): string => (value < 0 ? `−${-value}` : String(value));
