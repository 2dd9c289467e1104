import { laneConfig } from "./lane-config.mjs";

export default laneConfig("packages");
