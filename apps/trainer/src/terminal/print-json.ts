/** The one JSON document that `--json` prints on standard output. Numbers that are not finite become null, as JSON has none. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, plain, 2)}\n`);
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}
