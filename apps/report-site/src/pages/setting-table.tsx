/** How the experiment differs from the paper, setting by setting; differing rows are marked in words. */
import type { VNode } from "preact";
import { compareWithPaper, differencesInShort } from "../compare-with-paper.js";
import type { Experiment } from "../report-data.js";
import { DataTable } from "./data-table.js";

export function SettingTable({ experiment }: { experiment: Experiment }): VNode {
  const rows = compareWithPaper(experiment);
  return (
    <>
      <h2>How this differs from the paper</h2>
      <p>It differs in {differencesInShort(rows)}.</p>
      <DataTable
        class="settings"
        caption="Settings here and in the paper"
        columns={["setting", "here", "paper", "same?"]}
        rows={rows.map(({ setting, here, paper, differs }) => [
          setting,
          differs ? <b key="here">{here}</b> : here,
          paper ?? <i key="paper">not stated</i>,
          differs ? (
            <span key="mark" class="differs">
              differs
            </span>
          ) : (
            ""
          ),
        ])}
      />
    </>
  );
}
