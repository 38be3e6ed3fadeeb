import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** A port that nobody listens on, below those that systems hand out to clients. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const listener = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      listener.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    await new Promise((resolve) => {
      listener.close(resolve);
    });
    if (isFree) return port;
  }
}
