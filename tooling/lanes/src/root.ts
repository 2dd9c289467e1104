import { fileURLToPath } from "node:url";

/** The repository. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));
