import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { beforeEach, describe, expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import { readService } from "../../src/engines/postgres/connection/service-file.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();
let folder = "";
let env: Record<string, string> = {};

beforeEach(() => {
  folder = path("services");
  env = { HOME: join(folder, "home") };
});

function write(name: string, ...lines: readonly string[]): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.join("\n"));
  return file;
}

/** Services in the home folder. */
function writeOwn(...lines: readonly string[]): string {
  return write("home/.pg_service.conf", ...lines);
}

function read(name: string): Record<string, string> {
  return Object.fromEntries(readService(name, env));
}

function refusal(name: string): string {
  try {
    read(name);
  } catch (error) {
    if (!(error instanceof QuintileError)) throw error;
    expect(inspect(error)).not.toMatch(/SECRET/);
    return `${error.code}: ${error.message}\n${error.hint}`.replaceAll(folder, "FOLDER");
  }
  throw new Error("It was not refused.");
}

describe("a service", () => {
  test("is the settings of its section", () => {
    writeOwn(
      "# our databases",
      "host=nowhere",
      "[other]",
      "host=other",
      "",
      "[sales]",
      "  # the copy",
      "host=db.example",
      "port = 6543",
      "password=a=b # c  ",
      "dbname=sales\r",
      "keepalives=1",
      "ssl=true",
      "[last]",
      "host=last",
    );
    expect(read("sales")).toEqual({
      host: "db.example",
      port: "6543",
      password: "a=b # c",
      dbname: "sales",
      sslmode: "require",
    });
    expect(read("last")).toEqual({ host: "last" });
  });

  test("is the first of that name, and its first values count", () => {
    writeOwn("[sales]", "host=first", "host=second", "[sales]", "host=third", "port=1");
    expect(read("sales")).toEqual({ host: "first" });
  });

  test("may start a file with a byte order mark", () => {
    writeOwn("\uFEFF[sales]", "host=here");
    expect(read("sales")).toEqual({ host: "here" });
  });
});

describe("services are looked up", () => {
  test("in PGSERVICEFILE, and then not in the home folder", () => {
    writeOwn("[sales]", "host=home", "[mine]", "host=home");
    env["PGSERVICEFILE"] = write("named.conf", "[sales]", "host=named");
    expect(read("sales")).toEqual({ host: "named" });
    expect(refusal("mine")).toMatch(/^USAGE: There is no PostgreSQL service "mine" in FOLDER\/named\.conf\.\n/);
  });

  test("in the home folder, then in PGSYSCONFDIR", () => {
    writeOwn("[sales]", "host=home");
    write("shared/pg_service.conf", "[sales]", "host=shared", "[stock]", "host=shared");
    env["PGSYSCONFDIR"] = join(folder, "shared");
    expect(read("sales")).toEqual({ host: "home" });
    expect(read("stock")).toEqual({ host: "shared" });
  });
});

describe("what is refused", () => {
  test("a service that is nowhere, with the files that were looked at", () => {
    env["PGSYSCONFDIR"] = join(folder, "shared");
    expect(refusal("sales")).toMatchInlineSnapshot(`
      "USAGE: There is no PostgreSQL service "sales" in FOLDER/home/.pg_service.conf or FOLDER/shared/pg_service.conf.
      Add a section [sales] with lines such as host=localhost and dbname=sales, or name another file in PGSERVICEFILE."
    `);
  });

  test("a service with a slip in its name", () => {
    writeOwn("[sales]", "host=here");
    expect(refusal("sale")).toMatch(/\nDid you mean "sales"\?$/);
  });

  test("a line that is no setting", () => {
    writeOwn("[sales]", "host=here", "password SECRET");
    expect(refusal("sales")).toMatchInlineSnapshot(`
      "BAD_CONFIG: FOLDER/home/.pg_service.conf:3 is no setting of a PostgreSQL service.
      Write name=value, such as host=localhost; a service cannot name another one."
    `);
  });

  test("a service in a service", () => {
    writeOwn("[sales]", "service=other");
    expect(refusal("sales")).toMatch(/^BAD_CONFIG: FOLDER\/home\/\.pg_service\.conf:2 is no setting/);
  });

  test("an unknown setting", () => {
    writeOwn("[sales]", "# password below", "pasword=SECRET");
    expect(refusal("sales")).toMatchInlineSnapshot(`
      "BAD_CONFIG: FOLDER/home/.pg_service.conf:3: A PostgreSQL connection has no setting "pasword" here.
      Did you mean "password"?"
    `);
  });

  test("a file that is a folder", () => {
    mkdirSync(join(folder, "home", ".pg_service.conf"), { recursive: true });
    expect(refusal("sales")).toMatchInlineSnapshot(`
      "BAD_CONFIG: FOLDER/home/.pg_service.conf cannot be read.
      It must be a text file that you may read; PGSERVICEFILE names another."
    `);
  });
});
