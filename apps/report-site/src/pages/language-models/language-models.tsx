/** "Language models": every evaluation in the runs folder, those of one protocol side by side. */
import type { VNode } from "preact";
import type { EvaluationGroup } from "../../evaluation-data.js";
import { counted, wholeNumber } from "../../format-number.js";
import { ComparisonTable } from "./comparison-table.js";
import { EvaluationRecords } from "./evaluation-record.js";
import { MetricTable } from "./metric-table.js";
import { NoEvaluations } from "./no-evaluations.js";
import { PaperReference } from "./paper-reference.js";
import { PasskeyGrids } from "./passkey-grids.js";
import { PerplexityCurves } from "./perplexity-curves.js";

const words: Readonly<Record<EvaluationGroup["evaluation"], { readonly title: string; readonly meaning: string }>> = {
  perplexity: {
    title: "Perplexity",
    meaning:
      "How much the next token of a text surprises the model: 20 is as good as a guess among 20 tokens, and lower is better. A curve that stays flat beyond the trained length says that positions there still mean something to it.",
  },
  passkey: {
    title: "Passkey",
    meaning:
      "A number is hidden in filler text and asked for at the end: does the model find it, at which length, at which depth?",
  },
  leval: { title: "L-Eval", meaning: "Questions about long documents that have one right answer, in percent right." },
  ruler: {
    title: "RULER",
    meaning: "Tasks made up to a length, to find, follow and count things in it, in percent right.",
  },
};

export function LanguageModels({ groups }: { groups: readonly EvaluationGroup[] }): VNode {
  return (
    <>
      <header>
        <h1>What does another position encoding do to a language model?</h1>
        <p>
          Each evaluation below asked several encodings the same. Intervals are 95 %; where one leaves out 0 in the
          table of differences, chance alone hardly explains it.
        </p>
      </header>
      {groups.length === 0 && <NoEvaluations />}
      {groups.map((group) => (
        <Group key={group.anchor} group={group} title={titleOf(group, groups)} />
      ))}
      <PaperReference />
    </>
  );
}

/** With a number where an evaluation was made under several protocols. */
function titleOf(group: EvaluationGroup, groups: readonly EvaluationGroup[]): string {
  const { title } = words[group.evaluation];
  const same = groups.filter(({ evaluation }) => evaluation === group.evaluation);
  return same.length === 1 ? title : `${title}, protocol ${same.indexOf(group) + 1}`;
}

function Group({ group, title }: { group: EvaluationGroup; title: string }): VNode {
  const { anchor, base, evaluation, evaluated, protocol } = group;
  const { meaning } = words[evaluation];
  const lengths = [protocol["lengths"] ?? protocol["length"]].flat().filter((each) => typeof each === "number");
  const items = Math.max(...evaluated.map(({ report }) => report.items.length));
  return (
    <section aria-labelledby={anchor}>
      <h2 id={anchor}>{title}</h2>
      <p>{meaning}</p>
      <p class="setting">
        {[
          ...(base === null ? [] : [base]),
          counted(items, evaluation === "perplexity" ? "document" : "item"),
          ...(lengths.length === 0 ? [] : [`${lengths.map((length) => wholeNumber(length)).join(", ")} tokens`]),
        ].join(" · ")}
      </p>
      {evaluation === "perplexity" && <PerplexityCurves group={group} />}
      {evaluation === "passkey" && <PasskeyGrids group={group} />}
      <MetricTable group={group} caption={`${title}, with 95 % intervals`} />
      <ComparisonTable group={group} title={title} />
      <EvaluationRecords evaluated={evaluated} />
    </section>
  );
}
