/** What an evaluation was made of: model, engine, protocol, machine, and the command that repeats it. */
import type { VNode } from "preact";
import type { Evaluated } from "../../evaluation-data.js";
import { repeatEvaluation } from "../../repeat-evaluation.js";
import { CommandLines } from "../command-lines.js";

export function EvaluationRecords({ evaluated }: { evaluated: readonly Evaluated[] }): VNode {
  return (
    <details>
      <summary>The record of each: model, engine, protocol, machine</summary>
      <ol class="runs">
        {evaluated.map((each) => (
          <Record key={each.folder} {...each} />
        ))}
      </ol>
    </details>
  );
}

function Record({ label, folder, record, report }: Evaluated): VNode {
  const { model, protocol, machine, versions, gitCommit, startedAt } = record;
  const { engine, ...others } = versions;
  const command = repeatEvaluation(record);
  const facts: readonly (readonly [string, string])[] = [
    ["model", model.name],
    ["fingerprint", model.fingerprint],
    ...(engine === undefined || engine === model.fingerprint ? [] : [["engine", engine] as const]),
    ["items", String(report.items.length)],
    [
      "protocol",
      Object.entries(protocol)
        .map(([name, value]) => `${name} ${text(value)}`)
        .join("; "),
    ],
    [
      "machine",
      `${machine.processor}, ${machine.cores} cores, ${Math.round(machine.memoryBytes / 2 ** 30)} GiB, ${machine.platform}`,
    ],
    [
      "versions",
      Object.entries(others)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["commit", gitCommit ?? "not recorded"],
    ["started", startedAt],
    ["folder", folder],
  ];
  return (
    <li>
      <p>
        <strong>{label}</strong>
      </p>
      {command === null ? (
        <p class="note">
          No one command repeats it: its record keeps the hash of the texts, or the encoding's name, and not the flags.
        </p>
      ) : (
        <CommandLines commands={[command]} />
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
