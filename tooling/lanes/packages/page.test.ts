import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runToEnd } from "../src/run-program.js";

test("docs/packages.md says what each package weighs and brings, and none brings what its job does not ask for", async () => {
  const program = fileURLToPath(new URL("page/write-page.mjs", import.meta.url));
  const { status, errors } = await runToEnd(process.execPath, [program, "--check"]);
  expect([errors, status]).toEqual(["", 0]);
});
