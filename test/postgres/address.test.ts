import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { QuintileError } from "../../src/errors.js";
import {
  type Address,
  isPostgresAddress,
  isSameDatabase,
  parseAddress,
  showAddress,
  withoutPassword,
} from "../../src/engines/postgres/connection/address.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { casesOf } from "../support/thoroughness.js";

vi.mock(import("node:fs"), async (original) => {
  const fs = await original();
  return { ...fs, existsSync: vi.fn(fs.existsSync) };
});

const { folder, path } = temporaryFolder();

/** Without any settings of the machine that runs the tests. */
function parse(location: string, env: Record<string, string> = {}): Address {
  return parseAddress(location, { HOME: join(folder, "nobody"), ...env });
}

/** What a person sees; a password is never in it, and neither is the text of the address. */
function refusal(location: string, env: Record<string, string> = {}): string {
  try {
    parse(location, env);
  } catch (error) {
    if (!(error instanceof QuintileError)) throw error;
    expect(inspect(error)).not.toMatch(/SECRET/);
    expect(JSON.stringify(error)).not.toMatch(/SECRET/);
    return `${error.code}: ${error.message}\n${error.hint}`;
  }
  throw new Error("It was not refused.");
}

describe("which locations are addresses", () => {
  test.each(["postgres://", "postgresql://host/db", "POSTGRES://host", "postgres:"])("%s is one", (location) => {
    expect(isPostgresAddress(location)).toBe(true);
  });

  test.each(["sales.csv", "postgres.csv", "-", "my-postgres://x", "postgres", "store.duckdb"])(
    "%s is none",
    (location) => {
      expect(isPostgresAddress(location)).toBe(false);
    },
  );
});

describe("an address says", () => {
  test("everything", () => {
    expect(parse("postgresql://anna:pw@db.example:6543/sales?connect_timeout=3&application_name=night%20run")).toEqual({
      host: "db.example",
      port: 6543,
      user: "anna",
      password: "pw",
      passwordFile: join(folder, "nobody", ".pgpass"),
      database: "sales",
      sslMode: "prefer",
      sslRootCert: undefined,
      sslCert: undefined,
      sslKey: undefined,
      requiresChannelBinding: false,
      connectTimeout: 3,
      applicationName: "night run",
      options: undefined,
    });
  });

  test("nothing, and everything is as usual", () => {
    const { username } = userInfo();
    expect(parse("postgres://", { PGPORT: "61234" })).toMatchObject({
      host: "localhost",
      port: 61234,
      user: username,
      password: undefined,
      database: username,
      sslMode: "prefer",
      connectTimeout: 10,
    });
    expect(parse("postgres://host").port).toBe(5432);
  });

  test("no host, and the local socket is taken where there is one for the port", () => {
    const sockets = ["/var/run/postgresql/.s.PGSQL.5433"];
    vi.mocked(existsSync).mockImplementation((file) => sockets.includes(String(file)));
    try {
      expect(parse("postgres://:5433").host).toBe("/var/run/postgresql");
      expect(parse("postgres://").host).toBe("localhost");
      expect(parse("postgres://host:5433").host).toBe("host");
    } finally {
      vi.mocked(existsSync).mockReset();
    }
  });

  test.each([
    ["postgres://user@", { user: "user", database: "user" }],
    ["postgres://user:pw@/db", { user: "user", password: "pw", database: "db" }],
    ["postgres://:5433/db", { port: 5433, database: "db" }],
    ["postgres:///db?host=other&port=1", { host: "other", port: 1, database: "db" }],
    ["postgres://host?user=me&dbname=db", { host: "host", user: "me", database: "db" }],
    ["postgres://host/?user=me@tenant", { host: "host", user: "me@tenant" }],
    ["postgres://one@host?user=me@tenant", { host: "host", user: "me@tenant" }],
    ["POSTGRESQL://Host/Db", { host: "Host", database: "Db" }],
  ])("a part of it: %s", (location, expected) => {
    expect(parse(location)).toMatchObject(expected);
  });

  test("its query wins over what stands before it", () => {
    expect(parse("postgres://a:b@c:1/d?user=e&password=f&host=g&port=2&dbname=h")).toMatchObject({
      user: "e",
      password: "f",
      host: "g",
      port: 2,
      database: "h",
    });
  });

  test("escaped characters", () => {
    expect(
      parse("postgres://a%40b:p%3A%2F%3F%23%40%25%C3%A4@my%2Ehost/d%2Fb%20%C3%BC?options=-c%20a%3Db"),
    ).toMatchObject({
      user: "a@b",
      password: "p:/?#@%ä",
      host: "my.host",
      database: "d/b ü",
      options: "-c a=b",
    });
  });

  test.each([
    ["a+b", "a+b"],
    ["a#b", "a#b"],
    ["a?b", "a?b"],
    ["a@b", "a@b"],
    ["a:b", "a:b"],
    ["a=b&c", "a=b&c"],
  ])("a password with characters that need no escape here: %s", (written, meant) => {
    expect(parse(`postgres://user:${written}@host/db`)).toMatchObject({ host: "host", password: meant });
    expect(parse(`postgres://user@host/db?sslmode=disable&password=a+b=c`).password).toBe("a+b=c");
  });

  test.each([
    ["postgres://[::1]:5433/db", "::1", 5433],
    ["postgres://[2001:db8::7]/db", "2001:db8::7", 5432],
    ["postgres://u@[fe80::1%25eth0]", "fe80::1%eth0", 5432],
  ])("an IPv6 address: %s", (location, host, port) => {
    expect(parse(location)).toMatchObject({ host, port });
  });

  test.each(["postgres://%2Fvar%2Frun%2Fpg:5433/db", "postgres:///db?host=/var/run/pg&port=5433"])(
    "the folder of a socket: %s",
    (location) => {
      expect(parse(location)).toMatchObject({ host: "/var/run/pg", port: 5433, database: "db" });
    },
  );

  test.each([
    ["connect_timeout=0", 0],
    ["connect_timeout=-1", 0],
    ["connect_timeout=99999999999", 2_000_000],
  ])("how long to wait: %s", (query, expected) => {
    expect(parse(`postgres://host/db?${query}`).connectTimeout).toBe(expected);
  });

  test("settings that change nothing here, as other programs have them in their addresses", () => {
    const query =
      "keepalives=1&target_session_attrs=any&gssencmode=prefer&client_encoding=UTF8&fallback_application_name=x";
    expect(parse(`postgres://host/db?${query}`)).toEqual(parse("postgres://host/db"));
  });

  test("that the login is bound to the channel", () => {
    expect(parse("postgres://host/db?channel_binding=require").requiresChannelBinding).toBe(true);
    expect(parse("postgres://host/db?channel_binding=prefer").requiresChannelBinding).toBe(false);
  });
});

describe("encryption", () => {
  test.each(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"])("sslmode=%s", (sslMode) => {
    expect(parse(`postgres://host/db?sslmode=${sslMode}`)).toMatchObject({ sslMode });
  });

  test("ssl=true is sslmode=require, as in libpq", () => {
    expect(parse("postgres://host/db?ssl=true").sslMode).toBe("require");
  });

  test("public authorities need the name to be checked, and that is the default then", () => {
    expect(parse("postgres://host/db?sslrootcert=system").sslMode).toBe("verify-full");
    expect(refusal("postgres://host/db?sslrootcert=system&sslmode=verify-ca")).toMatch(
      /^USAGE: sslrootcert=system does not go with sslmode=verify-ca\.\n.*verify-full/,
    );
  });

  test("certificates in the home folder are found, and those that are named win", () => {
    const home = path("home");
    mkdirSync(join(home, ".postgresql"), { recursive: true });
    for (const name of ["root.crt", "postgresql.crt", "postgresql.key"]) {
      writeFileSync(join(home, ".postgresql", name), "");
    }
    expect(parse("postgres://host", { HOME: home })).toMatchObject({
      sslRootCert: join(home, ".postgresql", "root.crt"),
      sslCert: join(home, ".postgresql", "postgresql.crt"),
      sslKey: join(home, ".postgresql", "postgresql.key"),
      passwordFile: join(home, ".pgpass"),
    });
    expect(parse("postgres://host?sslrootcert=/r&sslcert=/c&sslkey=/k&passfile=/p", { HOME: home })).toMatchObject({
      sslRootCert: "/r",
      sslCert: "/c",
      sslKey: "/k",
      passwordFile: "/p",
    });
  });
});

describe("what an address leaves open", () => {
  const libpq = {
    PGHOST: "pg-host",
    PGPORT: "1111",
    PGUSER: "pg-user",
    PGPASSWORD: "pg-password",
    PGDATABASE: "pg-db",
    PGSSLMODE: "allow",
    PGSSLROOTCERT: "/pg/root",
    PGSSLCERT: "/pg/cert",
    PGSSLKEY: "/pg/key",
    PGCONNECT_TIMEOUT: "4",
    PGPASSFILE: "/pg/pass",
    PGOPTIONS: "-c x=1",
    PGAPPNAME: "pg-app",
    PGCHANNELBINDING: "require",
  };
  const docker = {
    POSTGRES_HOST: "docker-host",
    POSTGRES_PORT: "2222",
    POSTGRES_USER: "docker-user",
    POSTGRES_PASSWORD: "docker-password",
    POSTGRES_DB: "docker-db",
  };
  const service = "host=s-host\nport=3333\nuser=s-user\npassword=s-password\ndbname=s-db\nsslmode=require\n";

  test("the environment says, with libpq's variables", () => {
    expect(parse("postgres://", libpq)).toEqual({
      host: "pg-host",
      port: 1111,
      user: "pg-user",
      password: "pg-password",
      passwordFile: "/pg/pass",
      database: "pg-db",
      sslMode: "allow",
      sslRootCert: "/pg/root",
      sslCert: "/pg/cert",
      sslKey: "/pg/key",
      requiresChannelBinding: true,
      connectTimeout: 4,
      applicationName: "pg-app",
      options: "-c x=1",
    });
  });

  test("the environment says, with those of containers", () => {
    expect(parse("postgres://", docker)).toMatchObject({
      host: "docker-host",
      port: 2222,
      user: "docker-user",
      password: "docker-password",
      database: "docker-db",
    });
  });

  test("each setting comes from the strongest place: address, service, libpq's variables, those of containers", () => {
    const file = path("services.conf");
    writeFileSync(file, `[mine]\n${service}`);
    const env = { ...docker, ...libpq, PGSERVICEFILE: file };
    expect(parse("postgres://u:p@h:1/d?sslmode=disable&service=mine", env)).toMatchObject({
      host: "h",
      port: 1,
      user: "u",
      password: "p",
      database: "d",
      sslMode: "disable",
    });
    const fromService = {
      host: "s-host",
      port: 3333,
      user: "s-user",
      password: "s-password",
      database: "s-db",
      sslMode: "require",
    };
    expect(parse("postgres://?service=mine", env)).toMatchObject(fromService);
    expect(parse("postgres://", { ...env, PGSERVICE: "mine" })).toMatchObject(fromService);
    expect(parse("postgres://", env)).toMatchObject({ host: "pg-host", database: "pg-db" });
    expect(parse("postgres://", { ...docker, PGHOST: "pg-host" })).toMatchObject({ host: "pg-host", port: 2222 });
  });

  test("an empty value is none", () => {
    expect(parse("postgres://:@:/?password=&dbname=", docker)).toMatchObject({
      user: "docker-user",
      password: "docker-password",
      database: "docker-db",
    });
    expect(parse("postgres://", { ...docker, PGHOST: "", PGPASSWORD: "" })).toMatchObject({
      host: "docker-host",
      password: "docker-password",
    });
  });

  test("what Kubernetes writes into POSTGRES_PORT for a service of that name is no port", () => {
    expect(parse("postgres://host", { POSTGRES_PORT: "tcp://10.0.0.1:5432" }).port).toBe(5432);
  });
});

describe("what cannot be read is refused, without a part of the address", () => {
  test("another scheme", () => {
    expect(refusal("postgres:host/SECRET")).toMatchInlineSnapshot(`
      "USAGE: The address of the database does not start with postgres://.
      Write postgres://user@host:5432/database. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25."
    `);
  });

  test("several hosts", () => {
    const several = /^USAGE: The address of the database names several hosts\.\nName one/;
    expect(refusal("postgres://u:SECRET@a,b/db")).toMatchInlineSnapshot(`
      "USAGE: The address of the database names several hosts.
      Name one: the primary where Quintile publishes, or a replica that it only reads."
    `);
    expect(refusal("postgres://a:1,b:2/db")).toMatch(several);
    expect(refusal("postgres:///db?host=a,b")).toMatch(several);
    expect(refusal("postgres:///db?port=1,2")).toMatch(several);
    expect(refusal("postgres://", { PGHOST: "a,b" })).toMatch(several);
  });

  test("a port that is none", () => {
    expect(refusal("postgres://host:0/db")).toMatchInlineSnapshot(`
      "USAGE: The port in the address of the database must be a whole number from 1 to 65535.
      PostgreSQL's usual port is 5432."
    `);
    expect(refusal("postgres://host:65536/db")).toMatch(
      /^USAGE: The port in the address of the database must be a whole/,
    );
    expect(refusal("postgres:///db?port=54x2")).toMatch(/^USAGE: The port in the address/);
    expect(refusal("postgres://", { PGPORT: "x" })).toMatch(
      /^USAGE: PGPORT must be a whole number from 1 to 65535\.\n/,
    );
    expect(refusal("postgres://host:54x2/db")).toMatchInlineSnapshot(`
      "USAGE: The address of the database has a host or port that cannot be read.
      Write postgres://user@host:5432/database. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25."
    `);
  });

  test("an unknown sslmode", () => {
    expect(refusal("postgres://host/db?sslmode=verify")).toMatchInlineSnapshot(`
      "USAGE: The sslmode in the address of the database must be disable, allow, prefer, require, verify-ca or verify-full.
      Did you mean "verify-ca"?"
    `);
    expect(refusal("postgres://host/db?sslmode=requires")).toMatch(/Did you mean "require"\?$/);
    expect(refusal("postgres://", { PGSSLMODE: "on" })).toMatch(
      /^USAGE: PGSSLMODE must be disable, allow, prefer, require, verify-ca or verify-full\.\n/,
    );
  });

  test("a timeout that is none", () => {
    expect(refusal("postgres://host/db?connect_timeout=soon")).toMatchInlineSnapshot(`
      "USAGE: The connect_timeout in the address of the database must be a whole number of seconds.
      0 waits without limit."
    `);
  });

  test("an unknown parameter", () => {
    expect(refusal("postgres://u:SECRET@host/db?sslmod=require")).toMatchInlineSnapshot(`
      "USAGE: A PostgreSQL connection has no setting "sslmod" here.
      Did you mean "sslmode"?"
    `);
    expect(refusal("postgres://host/db?pgbouncer=true")).toMatchInlineSnapshot(`
      "USAGE: A PostgreSQL connection has no setting "pgbouncer" here.
      Settings: host, port, user, password, dbname, sslmode, sslrootcert, sslcert, sslkey, channel_binding, connect_timeout, application_name, options, passfile, service."
    `);
    expect(refusal("postgres://host/db?constructor=1")).toMatch(/no setting "constructor"/);
  });

  test("a parameter whose wish would be lost", () => {
    expect(refusal("postgres://host/db?target_session_attrs=read-write")).toMatchInlineSnapshot(`
      "USAGE: Quintile cannot do what "target_session_attrs" asks of a PostgreSQL connection.
      Leave it out, if the connection may do without."
    `);
    expect(refusal("postgres://host/db?gssencmode=require")).toMatch(
      /^USAGE: Quintile cannot do what "gssencmode" asks/,
    );
  });

  test("parameters without a value", () => {
    expect(refusal("postgres://host/db?SECRET")).toMatchInlineSnapshot(`
      "USAGE: The address of the database has parameters that cannot be read.
      Write postgres://user@host:5432/database. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25."
    `);
  });

  test("a percent sign that escapes nothing", () => {
    expect(refusal("postgres://u:SECRET%@host/db")).toMatchInlineSnapshot(`
      "USAGE: The address of the database has a % that does not escape a character.
      Write postgres://user@host:5432/database. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25."
    `);
    expect(refusal("postgres://u:SECRET%ff@host/db")).toMatch(/has a % that does not escape a character/);
  });

  test("a NUL character", () => {
    expect(refusal("postgres://u%00x:SECRET@host/db")).toMatchInlineSnapshot(`
      "USAGE: The user in the address of the database must not hold a NUL character.
      undefined"
    `);
  });

  test.each([
    "postgres://u:SECRET",
    "postgres://u:SECRET/x@host/db",
    "postgres://u:12/SECRET@host/db",
    "postgres://u:12/x?SECRET=1@host/db",
    "postgres://u:12/x?a=SECRET@host/db",
    "postgres://u:12?SECRET=x@host/db",
    "postgres://host/db?in-SECRET=1",
  ])("a password that looks like something else: %s", (location) => {
    expect(refusal(location)).toMatch(/^USAGE: The address of the database .*\n.*%2F/);
  });
});

describe("an address is shown", () => {
  test("without its password, and with escaped names", () => {
    expect(showAddress(parse("postgres://me%40x:SECRET@db.example/sales%2F24?sslmode=require"))).toBe(
      "postgres://me%40x@db.example:5432/sales%2F24",
    );
    expect(showAddress(parse("postgres://u@%2Ftmp:5433/d"))).toBe("postgres://u@%2Ftmp:5433/d");
    expect(showAddress(parse("postgres://u@[::1]/d"))).toBe("postgres://u@[::1]:5432/d");
  });

  test("so that it leads to the same database again", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("\0"));
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.constantFrom("::1", "fe80::1%eth0", "/tmp/a b", "/var/run/postgresql"),
    );
    fc.assert(
      fc.property(name, name, host, fc.integer({ min: 1, max: 65_535 }), (user, database, place, port) => {
        const shown = showAddress({ ...parse("postgres://"), user, database, host: place, port });
        expect(parse(shown)).toMatchObject({ user, database, host: place, port });
      }),
    );
  });
});

describe("the text of an address without its password", () => {
  test.each([
    ["postgres://u:SECRET@host:5432/db?sslmode=require", "postgres://u@host:5432/db?sslmode=require"],
    ["PostgreSQL://u:SECRET@[::1]/db", "PostgreSQL://u@[::1]/db"],
    ["postgres://:SECRET@host", "postgres://host"],
    ["postgres://u:SEC:RET@h", "postgres://u@h"],
    ["postgres://u:SEC@RET@h", "postgres://u@h"],
    ["postgres://u:SEC?RET#@h", "postgres://u@h"],
    ["postgres://u:SEC/RET@h/db", "postgres://u@h/db"],
    ["postgres://u:12?SECRET=1@h/db", "postgres://u@h/db"],
    ["postgres:u:SECRET@h/db", "postgres:u@h/db"],
    ["postgres://u:SECRET", "postgres://u"],
    ["postgres://u:SECRET/SECRET", "postgres://u"],
    ["postgres://u:SECRET%@h", "postgres://u@h"],
    ["postgres://u:SECRET@a:1,b:2/db", "postgres://u@a:1,b:2/db"],
    ["postgres://h/db?password=SECRET", "postgres://h/db"],
    ["postgres://h/db?password=SECRET?SECRET", "postgres://h/db"],
    ["postgres://h/db?user=u&password=SECRET@&port=1", "postgres://h/db?user=u&port=1"],
    ["postgres://h/db?user=u&pass%77ord=SECRET&port=1", "postgres://h/db?user=u&port=1"],
    ["postgres://h/db?pasword=SECRET&sslpassword=SECRET&pwd=SECRET&a=b", "postgres://h/db?a=b"],
    ["postgres://h/db?x=SECRET@y", "postgres://h/db@y"],
  ])("%s", (location, expected) => {
    expect(withoutPassword(location)).toBe(expected);
  });

  test.each([
    "postgres://",
    "postgres://host:5432/db",
    "postgres://[::1]:5432/db?passfile=/my/passwords&user=a@b",
    "postgres://a:1,b:2/db",
    "postgres://h/db?options=a?b&port=1",
    "sales.csv",
    "/a:b@c/sales.csv",
    "s3://u:p@bucket",
  ])("%s has none", (location) => {
    expect(withoutPassword(location)).toBe(location);
  });

  test("or it is read as the password, or its parts are shown nowhere", () => {
    const noise = fc.string({ unit: fc.constantFrom(..."/?#@:%&=,[] a1.-+"), maxLength: 6 });
    const tails = fc.constantFrom("@host/db", "@host", "@/db", "@host/db?sslmode=require", "@host/db?user=a@b");
    fc.assert(
      fc.property(noise, noise, tails, (before, after, tail) => {
        const location = `postgres://user:${before}SECRET${after}${tail}`;
        expect(withoutPassword(location)).not.toContain("SECRET");
        try {
          expect(showAddress(parse(location))).not.toContain("SECRET");
        } catch (error) {
          expect(error).toMatchObject({ code: "USAGE" });
          expect(inspect(error)).not.toContain("SECRET");
        }
      }),
      { numRuns: casesOf(20_000) },
    );
  });
});

describe("two addresses lead to the same database", () => {
  test.each([
    ["postgres://a:x@host/db", "postgres://b@host:5432/db?sslmode=require"],
    ["postgres://localhost/db", "postgres://127.0.0.1/db"],
    ["postgres://[::1]/db", "postgres://LOCALHOST/db"],
    ["postgres://DB.example/db", "postgres://db.example/db"],
    ["postgres:///db?host=/tmp", "postgres:///db?host=/tmp/"],
  ])("%s and %s", (one, other) => {
    expect(isSameDatabase(parse(one), parse(other))).toBe(true);
  });

  test.each([
    ["postgres://host/db", "postgres://other/db"],
    ["postgres://host/db", "postgres://host:5433/db"],
    ["postgres://host/db", "postgres://host/Db"],
    ["postgres:///db?host=/tmp", "postgres:///db?host=/TMP"],
    ["postgres://127.0.0.2/db", "postgres://127.0.0.1/db"],
  ])("but not %s and %s", (one, other) => {
    expect(isSameDatabase(parse(one), parse(other))).toBe(false);
  });
});
