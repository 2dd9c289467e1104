/** A measured figure, on its line. */
export function show(subject: string, what: string, value: number, unit: string): void {
  process.stdout.write(`    ${subject.padEnd(24)} ${what.padEnd(58)} ${value.toExponential(1)} ${unit}\n`);
}
