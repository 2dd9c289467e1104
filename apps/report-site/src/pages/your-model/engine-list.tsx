/** What each engine does with the new file, and the line that starts it. */
import type { EngineStatement } from "@resonance-rope/rope-interop";
import type { VNode } from "preact";
import { CommandLines } from "../command-lines.js";

const verdicts: Readonly<Record<EngineStatement["behaviour"], string>> = {
  "as-written": "runs as written",
  differs: "computes something else",
  ignored: "ignores it: plain RoPE",
  refused: "does not load it",
};

const ways: Readonly<Record<EngineStatement["known"], string>> = {
  run: "this project's tests run it",
  read: "from its source",
  assumed: "not tried: from what it is built on",
};

export function EngineList({ engines }: { engines: readonly EngineStatement[] }): VNode {
  return (
    <ul class="engines">
      {engines.map(({ engine, version, behaviour, supported, detail, known, evidence, launch }) => (
        <li key={engine} class={supported ? "supported" : "unsupported"}>
          <p>
            <span aria-hidden="true">{supported ? "✓" : "–"}</span> <strong>{`${engine} ${version}`}</strong>{" "}
            {verdicts[behaviour]} <small title={evidence}>{ways[known]}</small>
          </p>
          {detail !== null && <p class="note">{detail}</p>}
          {supported && <CommandLines commands={launch.split("\n")} />}
        </li>
      ))}
    </ul>
  );
}
