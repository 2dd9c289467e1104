/** `resonance-report serve` over every lane's runs, read all the time: its pages, its answers, its memory. */
import { readFileSync, readdirSync } from "node:fs";
import { once } from "node:events";
import { startCommand, resonanceReport } from "./start-command.js";

export interface SiteSample {
  readonly seconds: number;
  readonly megabytes: number;
  /** Open files and connections. */
  readonly handles: number;
}

export interface ServedSite {
  /** Reads the first page and another; throws for an answer that is not one. */
  visit(index: number): Promise<void>;
  readonly visits: () => number;
  readonly samples: readonly SiteSample[];
  /** Ends it as Ctrl-C does; how it ended, and what it had to say. */
  end(): Promise<{ readonly code: number | null; readonly stderr: string }>;
}

export async function serveRuns(folders: readonly string[]): Promise<ServedSite> {
  const { child, ended } = startCommand(resonanceReport, ["serve", "--runs", ...folders, "--port", "0", "--json"], {
    patienceSeconds: 1e6,
  });
  const { stdout, pid } = child;
  if (stdout === null || pid === undefined) throw new Error("resonance-report serve does not start");
  let printed = "";
  const early = ended.then(({ stderr }) => Promise.reject(new Error(`resonance-report serve ended: ${stderr}`)));
  while (!printed.endsWith("}\n")) printed += String((await Promise.race([once(stdout, "data"), early]))[0]);
  // From now on an end is looked at where it is asked for.
  early.catch(() => undefined);
  const { url, pages } = JSON.parse(printed) as { readonly url: string; readonly pages: readonly string[] };

  const samples: SiteSample[] = [];
  const begin = performance.now();
  const sample = (): void => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    const handles = readdirSync(`/proc/${pid}/fd`).length;
    samples.push({ seconds: (performance.now() - begin) / 1000, megabytes: Number(kilobytes) / 1024, handles });
  };
  const timer = setInterval(sample, 1000);
  let visits = 0;
  // A browser that has the page open is told of changes, and comes and goes.
  let follower = new AbortController();
  const follow = (): void => {
    follower.abort();
    follower = new AbortController();
    void fetch(`${url}changes`, { signal: follower.signal })
      .then(async (answer) => answer.text())
      .catch(() => undefined);
  };
  follow();
  return {
    samples,
    visits: () => visits,
    async visit(index) {
      for (const page of ["index.html", pages[index % pages.length] ?? "index.html"]) {
        const answer = await fetch(`${url}${page}`);
        const text = await answer.text();
        visits += 1;
        if (answer.status !== 200 || (!text.endsWith("</html>\n") && !text.trimEnd().endsWith("</html>")))
          throw new Error(`${page} of the served site came with ${answer.status}: ${text.slice(0, 200)}`);
      }
      if (index % 3 === 0) follow();
    },
    async end() {
      clearInterval(timer);
      follower.abort();
      child.kill("SIGTERM");
      const { code, stderr } = await ended;
      return { code, stderr };
    },
  };
}
