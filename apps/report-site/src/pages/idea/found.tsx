/** What came of the idea: the paper's figures and the site's own, whichever way they point. */
import { paperResults, paperSetting } from "@resonance-rope/posgen";
import type { VNode } from "preact";
import { counted, numberWord, signed } from "../../format-number.js";
import { sitePages } from "../../site-pages.js";
import { taskWords } from "../../task-words.js";
import { DataTable } from "../data-table.js";
import type { Findings } from "./findings.js";

const tasks = ["recursive", "chain-of-thought", "semi-recursive"] as const;
const without = ["RoPE", "YaRN"] as const;

export function Found({ findings: { comparisons, ahead, behind } }: { findings: Findings }): VNode {
  const { trainedLength, testedLength } = paperSetting;
  const pairs = tasks.flatMap((task) => without.map((name) => paperPair(task, name)));
  const gains = pairs.filter(({ before = 0, after = 0 }) => after > before).length;
  const mixed = comparisons - ahead - behind;
  return (
    <section aria-labelledby="found">
      <h2 id="found">Does it help?</h2>
      <p>
        A gap of 0 is a fact of arithmetic. That a model reads further because of it is a claim, to be measured. The
        paper measured it on <a href={sitePages.posGen.file}>PosGen</a>, and found a gain in {numberWord(gains)} of{" "}
        {numberWord(pairs.length)} cases:
      </p>
      <DataTable
        caption={`The paper’s Table 1: right next tokens at positions ${trainedLength + 1} to ${testedLength}, never trained on, %`}
        columns={["task", ...without.flatMap((name) => [name, "with Resonance", "change"])]}
        rows={tasks.map((task) => [taskWords(task).title, ...without.flatMap((name) => paperCells(task, name))])}
        class="numbers"
      />
      <p class="below">
        {comparisons === 0 ? (
          <>This site was built without runs of its own that could be compared. </>
        ) : (
          <>
            This site’s own runs hold {counted(comparisons, "comparison")} of an encoding with Resonance and without.
            Beyond the trained length Resonance came out ahead on every seed in {orNone(ahead)} of them, and behind on
            every seed in {orNone(behind)}
            {mixed > 0 && `; in ${numberWord(mixed)} its seeds did not agree`}. Each, with its seeds and curves, stands
            under <a href={sitePages.results.file}>Results</a>.{" "}
          </>
        )}
        Whether the gap is the reason for a gain is still open.
      </p>
    </section>
  );
}

const orNone = (count: number): string => (count === 0 ? "none" : numberWord(count));

/** Percent right without Resonance and with it, by the paper's Table 1. */
function paperPair(
  task: (typeof tasks)[number],
  name: (typeof without)[number],
): { before: number | undefined; after: number | undefined } {
  return { before: paperResults[task]?.[name]?.mean, after: paperResults[task]?.[`Resonance ${name}`]?.mean };
}

function paperCells(task: (typeof tasks)[number], name: (typeof without)[number]): string[] {
  const { before, after } = paperPair(task, name);
  if (before === undefined || after === undefined) return ["–", "–", "–"];
  return [before.toFixed(2), after.toFixed(2), signed(after - before, 2)];
}
