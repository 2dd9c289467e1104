/** Of the site's folder: what the playground's worker is made from. */
export const machineFile = "playground-machine.js";
