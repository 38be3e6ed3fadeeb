import { spawn } from "node:child_process";

/**
 * Runs npm scripts one after the other, whether or not they fail, and ends with the sum of their last lines
 * "N passed, N failed". A script that fails without a failed test counts as one. Exits with 1 where anything failed.
 */
const total = { passed: 0, failed: 0 };
for (const script of process.argv.slice(2)) {
  const { code, output } = await run(script);
  const [, passed = "0", failed = "0"] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  total.passed += Number(passed);
  total.failed += code === 0 ? Number(failed) : Math.max(Number(failed), 1);
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Shows what the script prints while it runs. */
function run(script) {
  const child = spawn("npm", ["run", script], { stdio: ["inherit", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
    process.stdout.write(text);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve({ code, output }));
  });
}
