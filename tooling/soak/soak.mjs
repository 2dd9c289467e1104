/**
 * Trains, sweeps, fine-tunes, evaluates and serves at once, in a storm: signals at any file operation, memory that runs
 * out, full disks, slow syncs, clocks that go back, rivals, servers that drop requests.
 *
 *     node tooling/soak/soak.mjs [--minutes 2] [--seed 0] [--only LANE:JOB] [--ballast MEGABYTES]
 *
 * In the end every run has the bits of one that had peace, no answer is lost or counted twice, no file and no process
 * is left, and what served the site has not grown. The seed decides what happens, and at which file operation; the
 * minutes decide how much of it. Linux alone. Build first; `npm test` runs two minutes.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withBundle } from "./bundle.mjs";

const { values: flags } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    seed: { type: "string", default: "0" },
    only: { type: "string" },
    ballast: { type: "string" },
    // Said by this program to itself.
    inside: { type: "string" },
    mounts: { type: "boolean", default: false },
  },
});

if (process.platform !== "linux") process.stdout.write("  skipped: a soak needs Linux\n");
else if (flags.inside === undefined) await outside();
else await inside(flags.inside);

/** Mounts and processes of its own where the system allows it: whatever happens, neither outlives the soak. */
async function outside() {
  const isolation = [
    ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
    ["--map-root-user", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
  ].find((words) => spawnSync("unshare", [...words, "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status === 0);
  const folder = mkdtempSync(join(tmpdir(), "resonance-soak-"));
  const words = [fileURLToPath(import.meta.url), ...process.argv.slice(2), "--inside", folder];
  const command =
    isolation === undefined
      ? [process.execPath, ...words]
      : ["unshare", ...isolation, process.execPath, ...words, "--mounts"];
  // Ctrl-C reaches both: the storm ends, and what holds is looked at.
  process.on("SIGINT", () => undefined);
  const child = spawn(command[0], command.slice(1), { stdio: "inherit" });
  // With the first of its processes, all that it isolates end.
  process.on("SIGTERM", () => child.kill("SIGKILL"));
  const [code] = await once(child, "exit");
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
}

async function inside(folder) {
  const [lane, job] = (flags.only ?? "").split(":");
  const holds = await withBundle("soak", ({ soak }) =>
    soak({
      minutes: Number(flags.minutes),
      seed: Number(flags.seed),
      only: flags.only === undefined ? null : { lane, job: Number(job) },
      ballastMegabytes: flags.ballast === undefined ? null : Number(flags.ballast),
      folder,
      findings: fileURLToPath(new URL("findings", import.meta.url)),
      canMount: flags.mounts,
    }),
  );
  process.exitCode = holds ? 0 : 1;
}
