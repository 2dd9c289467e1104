/**
 * A Chromium made for servers, out of npm: a browser for tests, and with it SwiftShader, the graphics card in
 * software that it falls back on. Linux on x64; elsewhere there is none.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import koffi, { type LibraryHandle } from "koffi";

const cache = fileURLToPath(new URL("node_modules/.cache/", import.meta.url));
const folder = join(cache, "chromium-147.0.0");
export const hasChromium: boolean = process.platform === "linux" && process.arch === "x64";

/** Held for as long as the process runs. */
export let vulkan: LibraryHandle | undefined;

/** Where the program is; unpacked (63 to 230 MB, two seconds) by the first that asks. */
export async function chromiumPath(): Promise<string> {
  if (!existsSync(folder)) await unpack();
  return join(folder, "chromium");
}

/** Lets Vulkan find SwiftShader, and no card, in this process, before it is first used, and in those started from it. */
export async function useSoftwareGpu(): Promise<void> {
  await chromiumPath();
  process.env["VK_ICD_FILENAMES"] = join(folder, "vk_swiftshader_icd.json");
  process.env["LD_LIBRARY_PATH"] = [folder, process.env["LD_LIBRARY_PATH"] ?? []].flat().join(delimiter);
  // Once this is loaded, whoever loads a library of its name gets it. koffi closes what nobody holds.
  vulkan = koffi.load(join(folder, "libvulkan.so.1"));
}

/** Into a folder of its own first: tests that run at the same time must not see half of it. */
async function unpack(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(join(cache, "unpacking-"));
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = temporary;
  await chromium.executablePath();
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true }));
}
