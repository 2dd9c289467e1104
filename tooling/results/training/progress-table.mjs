/** How much of each plan is done. */
import { markdownTable } from "../markdown-table.mjs";

/** @param trainings `{folder, title, planned, done}` of each plan. */
export const progressTable = (trainings) =>
  markdownTable(
    ["plan", "what", "runs done"],
    trainings.map(({ folder, title, planned, done }) => [
      `\`plans/${folder}.yaml\``,
      title,
      done === planned ? `all ${planned}` : `${done} of ${planned}`,
    ]),
  );
