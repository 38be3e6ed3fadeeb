import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/engines/postgres/connection/address.js";
import { passwordFromFile, passwordLine } from "../../src/engines/postgres/connection/password-file.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

function write(...lines: readonly string[]): string {
  const file = path("passwords");
  writeFileSync(file, lines.join("\n"), { mode: 0o600 });
  return file;
}

function passwordFor(location: string, file: string): string | undefined {
  return passwordFromFile(parseAddress(location, { HOME: "/nowhere", PGPASSFILE: file }));
}

describe("a password comes from the first line that fits", () => {
  const file = write(
    "# comment:5432:db:user:no",
    "",
    "not a line",
    "host:5432:db:empty:",
    "host:5432:db:user:exact",
    "host:5432:db:user:second",
    "host:6543:*:*:any:colon\\:\\\\s\r",
    "*:*:*:anywhere:wild",
    "2001\\:db8\\:\\:1:*:*:*:ipv6",
    "localhost:5432:*:*:local",
    "/tmp:*:*:*:socket",
    "host:*:\\*:*:star",
  );

  test.each([
    ["postgres://user@host/db", "exact"],
    ["postgres://other@host:6543/x", "any:colon:\\s"],
    ["postgres://anywhere@elsewhere:1/x", "wild"],
    ["postgres://u@[2001:db8::1]/x", "ipv6"],
    ["postgres://u@localhost/x", "local"],
    ["postgres://u@%2Fvar%2Frun%2Fpostgresql/x", "local"],
    ["postgres://u@%2Ftmp/x", "socket"],
    ["postgres://u@host:1/*", "star"],
    ["postgres://u@host:1/x", undefined],
    ["postgres://empty@host/db", undefined],
    ["postgres://user@HOST/db", undefined],
    ["postgres://user@%23%20comment/db", undefined],
  ])("%s", (location, password) => {
    expect(passwordFor(location, file)).toBe(password);
  });
});

describe("no password comes from", () => {
  test("a file that is not there, or a folder", () => {
    const folder = path("folder");
    mkdirSync(folder, { mode: 0o700 });
    expect(passwordFor("postgres://user@host/db", path("nothing"))).toBe(undefined);
    expect(passwordFor("postgres://user@host/db", folder)).toBe(undefined);
  });

  test.skipIf(process.platform === "win32").each([0o640, 0o604, 0o620])("a file that is open to others: %o", (mode) => {
    const file = write("*:*:*:*:open");
    expect(passwordFor("postgres://user@host/db", file)).toBe("open");
    chmodSync(file, mode);
    expect(passwordFor("postgres://user@host/db", file)).toBe(undefined);
  });
});

test("the line to add for an address is one that fits it", () => {
  for (const location of [
    "postgres://a%3Ab@host:1/d%5Ce",
    "postgres://u@[::1]/*",
    "postgres://u@%2Fvar%2Frun%2Fpostgresql/d",
  ]) {
    const line = passwordLine(parseAddress(location, {}));
    expect(passwordFor(location, write(`${line}found`))).toBe("found");
  }
});
