/** What trainings.mjs declares, with the runs that are done: tables and figures by name. */
import { trainings } from "../trainings.mjs";
import { readCells } from "./read-cells.mjs";
import { sameSetting } from "./same-setting.mjs";
import { accuracyFigure, lossFigure } from "./training-figure.mjs";

/** Each training with its plan's words, its cells, and how many of its runs are planned and done. */
export async function readTrainings(root) {
  return Promise.all(
    trainings.map(async (training) => ({
      ...training,
      ...(await readCells(`${root}plans/${training.folder}.yaml`, `${root}results/${training.folder}/runs`)),
    })),
  );
}

/** By the name that a page gives in its marker. */
export function tablesOf(read) {
  const named = read.flatMap((training) => {
    const { folder, done, tables } = training;
    const cells = besides(training, read);
    return Object.entries(tables).map(([name, table]) => [
      `${folder}, ${name}`,
      () => (done === 0 ? [`No run of \`plans/${folder}.yaml\` is done yet.`] : table(cells)),
    ]);
  });
  return Object.fromEntries(named);
}

/** By name, without the ending. */
export const figuresOf = ({ cells }) => ({ loss: lossFigure(cells), accuracy: accuracyFigure(cells) });

/** The cells of a training with those of others whose task and settings it has, by task, rule and scaling. */
function besides({ cells, beside = [] }, read) {
  const others = read
    .filter(({ folder }) => beside.includes(folder))
    .flatMap((other) => other.cells.filter((cell) => cells.some((own) => sameSetting(own, cell))));
  if (others.length === 0) return cells;
  const all = [...others, ...cells];
  const order = (key, a, b) => {
    const values = [...new Set(all.map((cell) => cell[key]))];
    return values.indexOf(a[key]) - values.indexOf(b[key]);
  };
  return all.toSorted((a, b) => order("task", a, b) || order("rule", a, b) || order("scaling", a, b));
}
