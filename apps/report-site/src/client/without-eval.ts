/** Imported first by scripts that hold schemas: zod would try whether it may compile them, and the page's policy says no. */
import * as z from "zod";

z.config({ jitless: true });
