// Loaded into a command before anything else (NODE_OPTIONS=--import): at its end the command writes into the file PEAK_IN how
// many kilobytes of memory it held at most.
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  writeFileSync(process.env.PEAK_IN ?? "", String(process.resourceUsage().maxRSS));
});
