/** What the audit finds in the task, and what a score on it can then mean. */
import type { SequenceTask } from "@resonance-rope/contracts";
import { paperResults, paperSetting } from "@resonance-rope/posgen";
import type { VNode } from "preact";
import { percent } from "../../format-number.js";
import type { ShortcutView } from "./shortcut-answers.js";
import { shortcutRule } from "./shortcut-words.js";

export function ShortcutReport({
  task,
  view: { shortcuts, shortcutAccuracy, answers },
}: {
  task: SequenceTask;
  view: ShortcutView;
}): VNode {
  const { trainedLength, testedLength } = paperSetting;
  if (shortcuts.length === 0) {
    return (
      <p>
        <b>The audit finds no shortcut</b> under this rule: no few tokens at fixed distances tell the next one.
      </p>
    );
  }
  const best = bestOfPaper(task, shortcutAccuracy);
  return (
    <p>
      <b>The audit finds a shortcut.</b>{" "}
      {shortcuts.map((shortcut) => (
        <>
          {shortcut.period === 1 ? "Every token" : "Every second token"} from {answers.indexOf(shortcut) + 1} on is{" "}
          {shortcutRule(shortcut, task.modulus)}.{" "}
        </>
      ))}
      A model that knows this alone, and guesses the rest, is right on {percent(shortcutAccuracy)} of positions{" "}
      {trainedLength + 1} to {testedLength}.{best}
    </p>
  );
}

/** Where the shortcut alone would beat the paper's Table 1, whose setting the task then is. */
function bestOfPaper({ name, modulus, rule }: SequenceTask, shortcutAccuracy: number): string {
  const best = Math.max(...Object.values(paperResults[name] ?? {}).map(({ mean }) => mean));
  if (modulus !== paperSetting.modulus || rule.type !== "sum-modulo" || best >= 100 * shortcutAccuracy) return "";
  return ` The best model of the paper is right on ${percent(best / 100, 2)} of them.`;
}
