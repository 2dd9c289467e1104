/** Folders that gave no number, each with its reason: nothing is dropped in silence. */
import type { VNode } from "preact";
import { capitalised, counted } from "../format-number.js";
import type { UnusedRun } from "../unused-run.js";

export function UnusedRuns({ unused }: { unused: readonly UnusedRun[] }): VNode | null {
  if (unused.length === 0) return null;
  return (
    <section aria-labelledby="unused">
      <h2 id="unused">Not used</h2>
      <p>{capitalised(counted(unused.length, "folder"))} gave no number to this page:</p>
      <dl class="unused">
        {unused.map(({ folder, reason }) => (
          <div key={folder}>
            <dt>{folder}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
