/**
 * WebGPU in Node, as in a browser: Dawn, which Chrome is built with, becomes `navigator.gpu`.
 *
 * Dawn is the npm package `webgpu`, 137 MB with its builds for every platform, so whoever wants it installs it.
 */
import { hasVulkanDriver } from "./has-vulkan-driver.js";
import type { SelectBackendOptions, StartedBackend } from "./start-fastest.js";
import { startWebgpu } from "./start-webgpu.js";

export async function startNodeWebgpu(options: SelectBackendOptions): Promise<StartedBackend | string> {
  return (await provideWebgpu()) ?? startWebgpu(options);
}

/** Null once `navigator.gpu` is there, or what is missing. */
async function provideWebgpu(): Promise<string | null> {
  // Node 20 has no navigator.
  const scope = globalThis as { navigator?: { gpu?: unknown } };
  if (scope.navigator?.gpu !== undefined) return null;
  const dawn = await import("webgpu").catch(() => null);
  if (dawn === null) return "needs Dawn beside this package: npm i webgpu";
  if (process.platform === "linux" && !hasVulkanDriver()) return "finds no graphics driver with Vulkan";
  Object.assign(globalThis, dawn.globals);
  scope.navigator ??= {};
  Object.defineProperty(scope.navigator, "gpu", { value: dawn.create([]), configurable: true });
  return null;
}
