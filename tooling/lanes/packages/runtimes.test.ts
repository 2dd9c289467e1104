import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject, test } from "vitest";
import { firstProgram } from "../src/packages/first-program.js";
import { environmentOf } from "../src/packages/newcomer.js";
import { publishedPackages, runsAnywhere } from "../src/packages/published-packages.js";
import { requireSaid } from "../src/packages/run-first-program.js";
import { runProgram } from "../src/run-program.js";

const everything = inject("everything");
const newcomer = inject("newcomer");
const runtimes = {
  Bun: [join(newcomer.tools, ".bin/bun"), "run"],
  Deno: [join(newcomer.tools, ".bin/deno"), "run", "--node-modules-dir=manual"],
} as const;
/** How objects are printed is each runtime's own; the READMEs show Node's way. */
const printAsNode = `import { format } from "node:util";
import { writeSync } from "node:fs";
console.log = (...values) => writeSync(1, format(...values) + "\\n");
`;

const programs = publishedPackages.filter(runsAnywhere).map(firstProgram);
const cases = Object.keys(runtimes).flatMap((runtime) =>
  programs.flatMap((program) =>
    program.kind === "script" ? [{ ...program, runtime: runtime as keyof typeof runtimes }] : [],
  ),
);

test.each(cases)("$name in $runtime does what its README opens with", async ({ runtime, ...program }) => {
  const file = `${program.name}-${runtime}.mjs`;
  await writeFile(join(everything, "print-as-node.mjs"), printAsNode);
  await writeFile(join(everything, file), `import "./print-as-node.mjs";\n${program.code}`);
  const [command, ...words] = runtimes[runtime];
  const env = await environmentOf(newcomer, "24");
  requireSaid(program, await runProgram(command, [...words, file], { cwd: everything, env }));
});
