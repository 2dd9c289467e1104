/** `resonance-report serve`. */
import { once } from "node:events";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import type { Command } from "commander";
import { liveSite } from "../live-site.js";
import { serveSite } from "../serve-site.js";

interface ServeFlags {
  readonly runs: readonly string[];
  readonly port: string;
  readonly host: string;
  readonly json?: true;
}

export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("Show the report of a folder of runs in a browser, and go on with it while they train")
    .requiredOption("--runs <dir...>", "folders that hold run folders; those of the first come first")
    .option("--port <number>", "the port to listen on; 0 for any that is free", "4173")
    .option("--host <name>", "the address to listen on; the default is seen from this machine alone", "127.0.0.1")
    .option("--json", "print one JSON document once it listens: the url, the pages and the number of runs used")
    .addHelpText("after", "\nExample:\n  $ npx resonance-report serve --runs runs")
    .action(async ({ runs, port, host, json }: ServeFlags) => {
      const site = await liveSite(runs);
      const warn = (error: unknown): void => void process.stderr.write(`not read  ${messageOf(error)}\n`);
      const { url, close } = await serveSite(site, { port: portOf(port), host, warn });
      const { records, unused } = site.data();
      if (json === true)
        process.stdout.write(`${JSON.stringify({ url, pages: site.pages(), records, unused }, null, 2)}\n`);
      else process.stderr.write(`report  ${url}  (runs used: ${records}; Ctrl-C ends)\n`);
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      await close();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/u.test(text) && port < 65_536) return port;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "serve",
    expected: "--port to be a whole number below 65536",
    received: text,
    remedy: "leave it out, or give 0 for any that is free",
  });
}
