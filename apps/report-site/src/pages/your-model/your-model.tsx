/** "Your model": what its file says of positions, another encoding, what engines do with it, and the new file. */
import type { Inspection, ModelDescription, PositionRange } from "@resonance-rope/rope-interop";
import type { VNode } from "preact";
import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import { CommandLines } from "../command-lines.js";
import { useHashState } from "../use-hash-state.js";
import { choiceForm, usualChoice } from "./choice-form.js";
import { chosenEncoding } from "./encoding-choice.js";
import { EncodingForm } from "./encoding-form.js";
import { EngineList } from "./engine-list.js";
import { type Outcome, outcomeOf, rangesOf } from "./examine.js";
import { exampleModel } from "./example-model.js";
import { exportModel } from "./export-model.js";
import { type Fault, faultOf } from "./fault.js";
import { FaultNote } from "./fault-note.js";
import { FileDownloads } from "./file-downloads.js";
import { FindingList } from "./finding-list.js";
import { ModelChooser } from "./model-chooser.js";
import { type ModelFile, inspectModelFile, openModelFiles } from "./model-file.js";
import { ModelSummary } from "./model-summary.js";
import { StepSummary } from "./step-summary.js";
import { useLatest } from "./use-latest.js";
import { WavelengthFigure } from "./wavelength-figure.js";

/** The example as the page is drawn with it, before its script runs. */
export interface YourModelProps {
  readonly inspection: Omit<Inspection, "ranges">;
  readonly outcome: Outcome;
  readonly ranges: readonly (readonly PositionRange[])[];
}

interface Opened {
  readonly model: ModelFile;
  readonly description: ModelDescription;
}

export function YourModel(example: YourModelProps): VNode {
  const exampleOpened = useMemo(() => ({ model: exampleModel, description: example.inspection.description }), []);
  const [opened, setOpened] = useState<Opened | Fault>(exampleOpened);
  const [choice, change] = useHashState(useMemo(() => choiceForm(usualChoice(exampleOpened.description)), []));
  const latest = useRef(0);

  const open = useCallback(async (model: Promise<ModelFile>): Promise<void> => {
    const own = ++latest.current;
    const result = await model
      .then(async (read) => ({ model: read, description: (await inspectModelFile(read)).description }))
      .catch(faultOf);
    if (own !== latest.current) return;
    setOpened(result);
    if ("model" in result) change(usualChoice(result.description));
  }, []);
  const openFiles = useCallback((files: readonly File[]): void => {
    void open(openModelFiles(files.map((file) => ({ name: file.name, blob: file }))));
  }, []);
  const openText = useCallback(
    (text: string) => void open(Promise.resolve({ format: "hugging-face", name: "config.json", text })),
    [],
  );

  const examined = useLatest<{ inspection: YourModelProps["inspection"]; outcome: Outcome | Fault } | null>(
    { inspection: example.inspection, outcome: example.outcome },
    async () => {
      if (!("model" in opened)) return null;
      const { model, description } = opened;
      const isLonger = choice.target > description.spec.trainedLength;
      return {
        inspection: await inspectModelFile(model, isLonger ? choice.target : undefined),
        outcome: await outcomeOf(model, description, choice),
      };
    },
    [opened, choice],
  );
  const outcome = examined.value?.outcome;
  const ranges = useLatest<readonly (readonly PositionRange[])[] | Fault>(
    example.ranges,
    async (signal) => {
      if (outcome === undefined || !("compared" in outcome)) return [];
      return rangesOf(outcome, choice.target, signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return faultOf(error);
      });
    },
    [outcome],
  );

  return (
    <>
      <header>
        <h1>What does your model do with positions, and what would Resonance change?</h1>
        <p>
          A rotary model turns pairs of dimensions as it reads, each with a wavelength of its own. Give this page the
          model's file: it says which rotations training has seen, what a longer text would add, and hands back the file
          with another encoding, as today's engines load it.
        </p>
      </header>
      <ModelChooser onFiles={openFiles} onText={openText} onExample={() => void open(Promise.resolve(exampleModel))} />
      <div aria-live="polite">
        {!("model" in opened) && <FaultNote title="This model cannot be read." fault={opened} />}
      </div>
      {"model" in opened && examined.value !== null && (
        <div class="examined" aria-busy={examined.isPending}>
          <ModelSummary name={opened.model.name} inspection={examined.value.inspection} />
          <section aria-labelledby="encoding">
            <h2 id="encoding">Another encoding for it</h2>
            <EncodingForm choice={choice} description={opened.description} onChange={change} />
            <div aria-live="polite">
              {outcome !== undefined && !("compared" in outcome) && (
                <FaultNote title="No file has this encoding." fault={outcome} />
              )}
            </div>
            {outcome !== undefined && "compared" in outcome && (
              <>
                <WavelengthFigure
                  compared={outcome.compared}
                  trainedLength={opened.description.spec.trainedLength}
                  target={choice.target}
                />
                <div aria-live="polite">
                  {"received" in ranges.value ? (
                    <FaultNote title="The steps were not measured." fault={ranges.value} />
                  ) : (
                    <StepSummary
                      compared={outcome.compared}
                      ranges={ranges.isPending || examined.isPending ? null : ranges.value}
                      trainedLength={opened.description.spec.trainedLength}
                      target={choice.target}
                    />
                  )}
                </div>
              </>
            )}
          </section>
          {outcome !== undefined && "compared" in outcome && (
            <section aria-labelledby="new-file">
              <h2 id="new-file">The new file</h2>
              <FindingList findings={outcome.findings} none="Nothing to note about the new file." />
              <FileDownloads
                files={outcome.files}
                make={async (index) => {
                  const { encoding } = chosenEncoding(choice, opened.description);
                  const { files } = await exportModel(opened.model, encoding);
                  return (files[index] as (typeof files)[number]).make();
                }}
              />
              <p>The command line writes the same bytes, beside the model:</p>
              <CommandLines commands={[outcome.command]} />
              <h3>What engines do with it</h3>
              <EngineList engines={outcome.engines} />
            </section>
          )}
        </div>
      )}
    </>
  );
}
