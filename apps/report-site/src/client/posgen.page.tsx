/** The script of the page "PosGen". */
import "./without-eval.js";
import { PosGen } from "../pages/posgen/posgen.js";
import { takeOver } from "./take-over.js";

takeOver(PosGen);
