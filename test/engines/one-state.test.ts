import { expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import { readOneState } from "../../src/engines/server/one-state.js";

/** Tables of a server that publishes whenever the test says so. */
function tables() {
  let run = 1;
  return {
    label: "the lake",
    opened: [] as number[],
    publish: () => (run += 1),
    state: () => Promise.resolve(String(run)),
    async reopen() {
      this.opened.push(run);
    },
  };
}

test("work that nothing meets is done once", async () => {
  const quiet = tables();
  expect(await readOneState(quiet, (state) => Promise.resolve(`read ${state}`))).toBe("read 1");
  expect(quiet.opened).toEqual([]);
});

test("work is done again, with the tables opened anew, where a run published meanwhile", async () => {
  const busy = tables();
  const seen: string[] = [];
  const read = async (state: string): Promise<string> => {
    seen.push(state);
    if (seen.length === 1) busy.publish();
    return `customers of ${state}, labels of ${await busy.state()}`;
  };
  expect(await readOneState(busy, read)).toBe("customers of 2, labels of 2");
  expect([seen, busy.opened]).toEqual([["1", "2"], [2]]);
});

test("an error while a run publishes is that of a table which was just being replaced: the work is done again", async () => {
  const busy = tables();
  let times = 0;
  const read = (): Promise<string> => {
    times += 1;
    if (times > 1) return Promise.resolve("read");
    busy.publish();
    return Promise.reject(new QuintileError("NO_SUCH_TABLE", "There is no table customer_rfm."));
  };
  expect(await readOneState(busy, read)).toBe("read");
});

test("an error that no run has to do with is raised at once", async () => {
  let times = 0;
  const read = (): Promise<never> => {
    times += 1;
    return Promise.reject(new QuintileError("NO_SUCH_CUSTOMER", "There is no such customer."));
  };
  await expect(readOneState(tables(), read)).rejects.toMatchObject({ code: "NO_SUCH_CUSTOMER" });
  expect(times).toBe(1);
});

test("where runs follow each other, readers are told so, and get no mixture", async () => {
  const busy = tables();
  const read = (): Promise<number> => Promise.resolve(busy.publish());
  await expect(readOneState(busy, read)).rejects.toMatchObject({
    code: "STORE_BUSY",
    message: "Runs were published to the lake each time that it was read.",
    hint: "Try again when they are done.",
  });
});
