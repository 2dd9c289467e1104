/** The page of a training whose first run is done; its words are a person's from then on, its tables are not. */
export function beginPage({ folder, title, description, tables }) {
  const sections = Object.keys(tables).map((name) => [
    `## ${name[0].toUpperCase()}${name.slice(1)}`,
    "",
    `<!-- table: ${folder}, ${name} -->`,
    "<!-- end of table -->",
    "",
  ]);
  return [
    `# ${title}`,
    "",
    description.trim(),
    "",
    "```",
    `npx resonance sweep plans/${folder}.yaml --out runs/${folder}`,
    `npx resonance runs export --out runs/${folder} --to results/${folder}/runs`,
    "node tooling/results/write-tables.mjs",
    "```",
    "",
    "Accuracies are in %, variances in squared %, over seeds; ID within the trained length, OOD beyond it.",
    "",
    "![Accuracy beyond the trained length along the training](accuracy.svg)",
    "",
    "![Loss along the training](loss.svg)",
    "",
    ...sections.flat(),
  ].join("\n");
}
