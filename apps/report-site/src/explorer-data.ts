/** What the results page's explorer is given: every encoding of every experiment as a line that can be drawn. */
import { canonicalJson } from "@resonance-rope/contracts";
import { lineOf } from "./comparison.js";
import { sharedPlan } from "./experiment-key.js";
import { type Settings, differingSettings, settingsOf } from "./differing-settings.js";
import { groupBy } from "./group-by.js";
import { fourDigits, numbered, oneDecimal } from "./format-number.js";
import { paperAccuracy } from "./paper-accuracy.js";
import type { ExplorerLine, PackedSeries } from "./explorer-line.js";
import type { Experiment } from "./report-data.js";
import type { SeriesPoint } from "./series-over-seeds.js";
import { ruleWords, taskWords } from "./task-words.js";

export function explorerLines(experiments: readonly Experiment[]): readonly ExplorerLine[] {
  const others = otherSettings(experiments);
  return experiments.flatMap((experiment) => {
    const { anchor, plan, encodings } = experiment;
    const settings = [...usualSettings(experiment), ...(others.get(experiment) ?? [])];
    return encodings.map((encoding): ExplorerLine => {
      const { accuracy, learning, training, validation, ...line } = lineOf(encoding, plan);
      return {
        ...line,
        key: encoding.runs[0]?.record.runId ?? encoding.name,
        page: `${anchor}.html`,
        task: taskWords(plan.task).title,
        settings,
        seeds: encoding.runs.length,
        paper: paperAccuracy(plan.task, encoding.spec)?.mean ?? null,
        series: {
          accuracy: packed(accuracy, oneDecimal),
          learning: packed(learning, oneDecimal),
          training: packed(training, fourDigits),
          validation: packed(validation, fourDigits),
        },
      };
    });
  });
}

function usualSettings({ plan }: Experiment): string[] {
  const rule = plan.rule.type === "sum-modulo" ? [] : [ruleWords(plan)];
  return [plan.preset, `protocol ${plan.protocol}`, numbered(plan.steps, "step"), ...rule];
}

/** Of each, what tells it from experiments of its task that agree in the usual settings. */
function otherSettings(experiments: readonly Experiment[]): ReadonlyMap<Experiment, readonly string[]> {
  const groups = groupBy(experiments, (each) => canonicalJson([each.plan.task, usualSettings(each)]));
  return new Map(
    [...groups.values()].flatMap((alike) => {
      const differing = differingSettings(alike.map(settingsOfExperiment));
      return alike.map((each, index) => [each, differing[index] ?? []] as const);
    }),
  );
}

function settingsOfExperiment({ plan, encodings }: Experiment): Settings {
  const backend = encodings[0]?.runs[0]?.record.backend ?? "";
  return settingsOf({ backend, ...sharedPlan(plan) });
}

const packed = (series: readonly SeriesPoint[], text: (value: number) => string): PackedSeries =>
  series.map(({ x, mean, low, high }) => [x, Number(text(mean)), Number(text(low)), Number(text(high))]);
