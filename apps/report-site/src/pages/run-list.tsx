/** Every run whose numbers are used, with the command that repeats it, and where they were run. */
import { ruleName } from "@resonance-rope/contracts";
import type { ComponentChildren, VNode } from "preact";
import { percent } from "../format-number.js";
import { repeatCommand } from "../repeat-command.js";
import type { FinishedRun } from "../finished-run.js";
import type { EncodingResults, Experiment } from "../report-data.js";
import { taskWords } from "../task-words.js";
import { CommandLines } from "./command-lines.js";
import { EncodingLabel } from "./encoding-label.js";

export function RunList({ experiment: { anchor, plan, encodings } }: { experiment: Experiment }): VNode {
  return (
    <>
      <h1>The runs of {taskWords(plan.task).title.toLowerCase()}</h1>
      <p class="setting">
        <a href={`${anchor}.html`}>{taskWords(plan.task).title}</a>, preset {plan.preset}, protocol {plan.protocol}
      </p>
      {ruleName(plan.rule) === null && <FileContent name="rule.json" content={plan.rule} />}
      <ol class="runs">
        {encodings.flatMap((encoding) =>
          encoding.runs.map((run) => <Run key={run.record.runId} run={run} encoding={encoding} />),
        )}
      </ol>
    </>
  );
}

function Run({ run: { record, result }, encoding }: { run: FinishedRun; encoding: EncodingResults }): VNode {
  const { machine, versions, gitCommit, runId } = record;
  const { rope } = record.plan;
  return (
    <li id={runId}>
      <p>
        <EncodingLabel encoding={encoding} />, seed {record.plan.seed}: {percent(result.oodAccuracy, 2)} never trained,{" "}
        {percent(result.idAccuracy, 2)} trained
      </p>
      <CommandLines commands={[repeatCommand(record.plan)]} />
      {typeof rope.wavelengths === "object" && rope.wavelengths.type === "given" && (
        <FileContent name="wavelengths.json" content={rope.wavelengths.wavelengthsTokens} />
      )}
      {rope.scaling.type === "longrope" && (
        <FileContent
          name="factors.json"
          content={{ shortFactors: rope.scaling.shortFactors, longFactors: rope.scaling.longFactors }}
        />
      )}
      <p class="setting">
        {runId}, {Number(result.secondsPerStep.toPrecision(3))} s a step on {result.backend}
      </p>
      <details>
        <summary>Machine, versions, commit</summary>
        <dl>
          <Fact name="machine">
            {machine.processor}, {machine.cores} cores, {Math.round(machine.memoryBytes / 2 ** 30)} GiB,{" "}
            {machine.platform}
          </Fact>
          <Fact name="threads">{record.plan.threads}</Fact>
          <Fact name="versions">
            {Object.entries(versions)
              .map(([name, version]) => `${name} ${version}`)
              .join(", ")}
          </Fact>
          <Fact name="commit">{gitCommit ?? "not recorded"}</Fact>
          <Fact name="started">{record.startedAt}</Fact>
        </dl>
      </details>
      <FileContent name="record.json" content={record} />
    </li>
  );
}

/** A file that a command above or below it reads. */
function FileContent({ name, content }: { name: string; content: unknown }): VNode {
  return (
    <details>
      <summary>{name}</summary>
      <pre tabIndex={0}>
        <code>{JSON.stringify(content)}</code>
      </pre>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
