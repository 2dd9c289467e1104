/**
 * Trains one tiny plan in every way that promises the same bits, and writes what it finds into docs/trust.md:
 *
 *     node tooling/soak/determinism.mjs
 *
 * Takes Node 20, 22 and 24 from the tools of `npm run test:packages`, which it installs where they are not there. Build
 * first, and `npx resonance doctor --install` for native TensorFlow. Ends with
 * 1 where bits differ that should not, or engines by more than is allowed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fillMarkers } from "../results/fill-markers.mjs";
import { markdownTable } from "../results/markdown-table.mjs";
import { withBundle } from "./bundle.mjs";

const page = fileURLToPath(new URL("../../docs/trust.md", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "resonance-determinism-"));
try {
  await withBundle("determinism", async ({ determinism, tolerance }) => {
    const { nodes, ways, engines } = await determinism(folder);
    const bits = markdownTable(
      ["engine, threads: way", ...nodes.map((node) => `Node ${node}`)],
      ways.map(({ name, differences }) => [
        name,
        ...differences.map((found) => (found === null ? "the same" : "differs")),
      ]),
    );
    const near = markdownTable(
      ["engines", "loss and gradient norm of the first step", "loss over 40 steps"],
      engines.map(({ name, firstStep, allSteps }) => [name, firstStep.toExponential(1), allSteps.toExponential(1)]),
    );
    writeFileSync(page, fillMarkers(page, readFileSync(page, "utf8"), { bits, engines: near }));
    process.stdout.write(`${[...bits, "", ...near].join("\n")}\n`);
    for (const { name, differences } of ways)
      for (const found of differences) if (found !== null) process.stdout.write(`  ✗ ${name}: ${found}\n`);
    const holds =
      ways.every(({ differences }) => differences.every((found) => found === null)) &&
      engines.every(({ firstStep }) => firstStep <= tolerance);
    process.exitCode = holds ? 0 : 1;
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
