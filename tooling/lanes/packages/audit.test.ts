import { inject, test, expect } from "vitest";
import { runToEnd } from "../src/run-program.js";

const everything = inject("everything");

interface Audit {
  /** Where the registry does not answer. */
  readonly error?: unknown;
  readonly message?: string;
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly via: readonly (string | { readonly title: string })[] }>
  >;
}

/** Findings that do not concern us, by package, with the reason. */
const explained: Readonly<Record<string, string>> = {};

test("npm audit finds nothing in what the packages bring, but what is explained here", async ({ skip }) => {
  const { output } = await runToEnd("npm", ["audit", "--json", "--omit=dev"], { cwd: everything, env: process.env });
  const { error, message, vulnerabilities } = JSON.parse(output) as Audit;
  if (vulnerabilities === undefined) {
    const reason = `left out: npm's configured registry answers no audit (${message ?? JSON.stringify(error)})`;
    console.warn(reason);
    skip(reason);
  }
  const found = Object.entries(vulnerabilities ?? {}).filter(([name]) => explained[name] === undefined);
  expect(found.map(([name, { via }]) => [name, via])).toEqual([]);
});
