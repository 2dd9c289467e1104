/** What benchmarks do with their figures. */

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

export function print(name, figure) {
  process.stdout.write(`${name.padEnd(24)}${figure}\n`);
}
