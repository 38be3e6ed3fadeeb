import { describe, expect, test } from "vitest";
import { QuintileError } from "../src/errors.js";

describe("what a message quotes is quoted without its secrets", () => {
  test.each([
    ["postgres://me:SECRET@host/db", "postgres://me@host/db"],
    ["trino://me:SECRET@host/hive", "trino://me@host/hive"],
    ["postgres://host/db?password=SECRET&port=1", "postgres://host/db?password=…&port=1"],
    ["trino://host/hive?ssl=true&access_token=SECRET&source=x", "trino://host/hive?ssl=true&access_token=…&source=x"],
    ['"trino://host/hive?accessToken=SECRET" is no file', '"trino://host/hive?accessToken=…" is no file'],
    ["trino://host/hive?ACCESS_TOKEN=SECRET.SECRET-SECRET_", "trino://host/hive?ACCESS_TOKEN=…"],
  ])("%s", (written, shown) => {
    const error = new QuintileError("USAGE", written, { hint: written });
    expect(error.toJSON()).toEqual({ code: "USAGE", message: shown, hint: shown });
  });

  test("and what is none stays", () => {
    expect(new QuintileError("USAGE", "password=x, token=y of a user:z@home").message).toBe(
      "password=x, token=y of a user:z@home",
    );
  });
});
