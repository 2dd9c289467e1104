/** The script of the page "The idea". */
import "./without-eval.js";
import { Idea } from "../pages/idea/idea.js";
import { takeOver } from "./take-over.js";

takeOver(Idea);
