/** Where the page computes. */
import type { VNode } from "preact";
import { type MachineBackend, machineBackends } from "../../playground/machine.js";

const names: Readonly<Record<MachineBackend, string>> = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" };

export function BackendChoice({
  backend,
  onChange,
}: {
  backend: MachineBackend | null;
  onChange: (backend: MachineBackend | null) => void;
}): VNode {
  return (
    <div class="choice">
      <label for="backend">Computed by</label>
      <select
        id="backend"
        value={backend ?? ""}
        autocomplete="off"
        onChange={({ currentTarget }) => {
          onChange(machineBackends.find((name) => name === currentTarget.value) ?? null);
        }}
      >
        <option value="" selected={backend === null}>
          the fastest
        </option>
        {machineBackends.map((name) => (
          <option key={name} value={name} selected={backend === name}>
            {names[name]}
          </option>
        ))}
      </select>
    </div>
  );
}
