/** The example, examined: what the page is drawn with. */
import { choiceForm, usualChoice } from "./choice-form.js";
import { outcomeOf, rangesOf } from "./examine.js";
import { exampleModel } from "./example-model.js";
import { inspectModelFile } from "./model-file.js";
import type { YourModelProps } from "./your-model.js";

export async function exampleProps(): Promise<YourModelProps> {
  const { description } = await inspectModelFile(exampleModel);
  const choice = choiceForm(usualChoice(description)).initial;
  const outcome = await outcomeOf(exampleModel, description, choice);
  if (!("compared" in outcome))
    throw new Error(`exampleProps: expected an example that exports, got ${outcome.received}`);
  return {
    inspection: await inspectModelFile(exampleModel, choice.target),
    outcome,
    ranges: await rangesOf(outcome, choice.target),
  };
}
