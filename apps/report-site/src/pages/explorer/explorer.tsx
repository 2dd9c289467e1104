/** Every result in a table, and those that the reader pins drawn together. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Comparison } from "../../comparison.js";
import { type ExplorerLine, settingText } from "../../explorer-line.js";
import { percentage, signed } from "../../format-number.js";
import { AccuracyFigure } from "../accuracy-figure.js";
import { Choice } from "../choice.js";
import { DataTable } from "../data-table.js";
import { EncodingLabel } from "../encoding-label.js";
import { LearningFigure } from "../learning-figure.js";
import { LossFigure } from "../loss-figure.js";
import { useHashState } from "../use-hash-state.js";
import { distinctLines } from "./distinct-lines.js";
import { type ExplorerFigure, type ExplorerState, explorerFigures, explorerForm } from "./explorer-state.js";

export interface ExplorerProps {
  readonly lines: readonly ExplorerLine[];
}

const figures: Readonly<Record<ExplorerFigure, { title: string; draw: (props: { comparison: Comparison }) => VNode }>> =
  {
    accuracy: { title: "Accuracy by position", draw: AccuracyFigure },
    learning: { title: "Accuracy while training", draw: LearningFigure },
    loss: { title: "Loss while training", draw: LossFigure },
  };

/** More lines than these nobody tells apart. */
const mostDrawn = 8;

export function Explorer({ lines }: ExplorerProps): VNode {
  const [state, change] = useHashState(useMemo(() => formOf(lines), [lines]));
  const drawn = useMemo(
    () => lines.filter(({ key }) => state.drawn.includes(key)).slice(0, mostDrawn),
    [lines, state.drawn],
  );
  const figure = useMemo(() => {
    const comparison = { id: "explorer", lines: distinctLines(drawn) };
    if (drawn.length === 0) return <p class="note">Choose a row below to draw it.</p>;
    const Drawing = figures[state.figure].draw;
    return <Drawing comparison={comparison} />;
  }, [drawn, state.figure]);
  const rows = lines.filter((line) => isWanted(line, state));

  return (
    <section class="explored-part" aria-labelledby="explorer">
      <h2 id="explorer">All results, to compare</h2>
      <p class="controls" role="group" aria-label="What is drawn">
        {explorerFigures.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={state.figure === name}
            onClick={() => change({ figure: name })}
          >
            {figures[name].title}
          </button>
        ))}
      </p>
      <div class="drawn">{figure}</div>
      <div class="controls" role="group" aria-label="Which rows are shown">
        <Choice
          id="task"
          label="Task"
          value={state.task}
          choices={["", ...new Set(lines.map(({ task }) => task))]}
          text={orAll}
          onChange={(task) => change({ task })}
        />
        <Choice
          id="setting"
          label="Setting"
          value={state.setting}
          choices={["", ...new Set(lines.map(settingText))]}
          text={orAll}
          onChange={(setting) => change({ setting })}
        />
        <label>
          Words{" "}
          <input
            type="search"
            value={state.words}
            placeholder="yarn"
            onInput={({ currentTarget }) => change({ words: currentTarget.value })}
          />
        </label>
        <button type="button" onClick={() => change({ drawn: rows.slice(0, mostDrawn).map(({ key }) => key) })}>
          Draw these
        </button>
        <button type="button" onClick={() => change({ drawn: [] })}>
          Draw none
        </button>
        <span class="note" role="status">
          {rows.length} of {lines.length} shown, {drawn.length} drawn (at most {mostDrawn})
        </span>
      </div>
      <DataTable
        class="numbers explored"
        caption="Right next tokens in %: at positions never trained (mean, lowest to highest seed), in Table 1 of the paper, and at trained positions"
        columns={["draw", "encoding", "task", "never trained", "paper", "difference", "trained", "seeds", "setting"]}
        rows={rows.map((line) => row(line, state, change))}
      />
    </section>
  );
}

function row(
  line: ExplorerLine,
  { drawn }: ExplorerState,
  change: (changed: Partial<ExplorerState>) => void,
): (string | VNode)[] {
  const { key, name, task, page, paper, seeds, oodAccuracy, idAccuracy } = line;
  const setting = settingText(line);
  const pinned = drawn.includes(key);
  return [
    <input
      key="pin"
      type="checkbox"
      checked={pinned}
      disabled={!pinned && drawn.length >= mostDrawn}
      aria-label={`draw ${name}, ${task}, ${setting}`}
      onChange={() => change({ drawn: pinned ? drawn.filter((other) => other !== key) : [...drawn, key] })}
    />,
    <a key="page" href={page}>
      <EncodingLabel encoding={line} />
    </a>,
    task,
    <>
      <b>{percentage(oodAccuracy.mean, 2)}</b>
      {seeds > 1 && (
        <small>
          {percentage(oodAccuracy.low, 2)} to {percentage(oodAccuracy.high, 2)}
        </small>
      )}
    </>,
    paper === null ? "–" : paper.toFixed(2),
    paper === null ? "–" : signed(100 * oodAccuracy.mean - paper, 2),
    percentage(idAccuracy.mean, 2),
    String(seeds),
    setting,
  ];
}

const orAll = (choice: string): string => choice || "all";

/** Drawn first: the first experiment. */
function formOf(lines: readonly ExplorerLine[]): ReturnType<typeof explorerForm> {
  const first = lines.filter(({ page }) => page === lines[0]?.page).slice(0, mostDrawn);
  return explorerForm(
    lines.map(({ key }) => key),
    first.map(({ key }) => key),
  );
}

function isWanted(line: ExplorerLine, { task, setting, words }: ExplorerState): boolean {
  const itsSetting = settingText(line);
  const text = `${line.name} ${line.task} ${itsSetting}`.toLowerCase();
  return (
    (task === "" || line.task === task) &&
    (setting === "" || itsSetting === setting) &&
    words
      .toLowerCase()
      .split(/\s+/u)
      .every((word) => text.includes(word))
  );
}
