/** How much of each plan is done; a plan that is begun has a page, one folder beside the page that shows this. */
import { markdownTable } from "../markdown-table.mjs";

/** @param trainings `{folder, title, planned, done}` of each plan. */
export const progressTable = (trainings) =>
  markdownTable(
    ["plan", "what", "runs done"],
    trainings.map(({ folder, title, planned, done }) => [
      `\`plans/${folder}.yaml\``,
      done === 0 ? title : `[${title}](../results/${folder}/README.md)`,
      done === planned ? `all ${planned}` : `${done} of ${planned}`,
    ]),
  );
