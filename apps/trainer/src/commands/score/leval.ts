import { type LEvalProtocol, lEvalProtocols, scoreLeval } from "@resonance-rope/llm-eval";
import { type Command, Option } from "commander";
import { readTextFile } from "../../evaluation/read-text-file.js";
import { printJson } from "../../terminal/print-json.js";
import { table } from "../../terminal/table.js";

interface Flags {
  readonly protocol: LEvalProtocol;
  readonly json?: true;
}

export function addScoreLEvalCommand(score: Command): void {
  score
    .command("leval")
    .description("L-Eval's table from files of predictions, one a task, whose paths name the tasks")
    .argument("<files...>", "JSON Lines with <model>_pred and gt")
    .addOption(new Option("--protocol <name>", "whose rules").choices(lEvalProtocols).default("leval"))
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance score leval predictions/*.jsonl --protocol leval")
    .action(async (paths: readonly string[], { protocol, json }: Flags) => {
      const files = paths.map(async (path) => ({ path, text: await readTextFile(path, "score leval") }));
      const { tasks, average } = scoreLeval(await Promise.all(files), protocol);
      if (json === true) {
        printJson({ tasks, average });
        return;
      }
      const rows = [
        ...Object.entries(tasks).map(([name, task]) => ({ name, ...task })),
        { name: "average", score: average, count: null },
      ];
      const lines = table(
        [
          { title: "task", align: "left", cell: ({ name }) => name },
          { title: "score", align: "right", cell: (row) => row.score.toFixed(4) },
          { title: "questions", align: "right", cell: ({ count }) => (count === null ? "" : String(count)) },
        ],
        rows,
      );
      process.stdout.write(`${lines.join("\n")}\n`);
    });
}
