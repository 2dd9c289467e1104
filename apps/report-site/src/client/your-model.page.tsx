import "./without-eval.js";
import { YourModel } from "../pages/your-model/your-model.js";
import { takeOver } from "./take-over.js";

takeOver(YourModel);
