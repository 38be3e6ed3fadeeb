import { userInfo } from "node:os";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isSameSession,
  isSameTrino,
  isTrinoAddress,
  parseTrinoAddress,
  showTrinoAddress,
  type TrinoAddress,
  withoutTrinoPassword,
} from "../../../src/engines/trino/client/address.js";
import { QuintileError } from "../../../src/errors.js";
import { casesOf } from "../../support/thoroughness.js";

/** Without any settings of the machine that runs the tests. */
function parse(location: string, env: Record<string, string> = {}): TrinoAddress {
  return parseTrinoAddress(location, env);
}

/** What a person sees; a secret is never in it, and neither is the text of the address. */
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
  test.each(["trino://", "trino://host/hive", "TRINO://host", "trino:"])("%s is one", (location) => {
    expect(isTrinoAddress(location)).toBe(true);
  });

  test.each(["sales.csv", "trino.csv", "-", "my-trino://x", "trino", "postgres://trino:x@host"])(
    "%s is none",
    (location) => {
      expect(isTrinoAddress(location)).toBe(false);
    },
  );
});

describe("an address says", () => {
  test("everything", () => {
    expect(
      parse(
        "trino://anna:pw@trino.example:7778/hive/sales?ssl=true&sslverification=CA&sslrootcert=/my/ca.pem&source=nightly%20run" +
          "&client_tags=rfm,%20batch&roles=hive:analyst;system:admin&session.query_max_run_time=5m&session.hive.split_size=1MB",
      ),
    ).toEqual({
      host: "trino.example",
      port: 7778,
      user: "anna",
      password: "pw",
      accessToken: undefined,
      catalog: "hive",
      schema: "sales",
      tls: { enabled: true, verification: "ca", rootCert: "/my/ca.pem" },
      source: "nightly run",
      clientTags: ["rfm", "batch"],
      roles: { hive: "analyst", system: "admin" },
      sessionProperties: { query_max_run_time: "5m", "hive.split_size": "1MB" },
    });
  });

  test("a catalog, and everything else is as usual", () => {
    expect(parse("trino:///hive")).toEqual({
      host: "localhost",
      port: 8080,
      user: userInfo().username,
      password: undefined,
      accessToken: undefined,
      catalog: "hive",
      schema: undefined,
      tls: { enabled: false, verification: "full", rootCert: undefined },
      source: "quintile",
      clientTags: [],
      roles: {},
      sessionProperties: {},
    });
  });

  test("the same in the spelling of the JDBC driver", () => {
    expect(
      parse(
        "trino://host:8443/hive/sales?user=anna&password=pw&SSL=true&SSLVerification=NONE&clientTags=a,b&roles=hive:x" +
          "&sessionProperties=a:1;hive.b:c:d&timezone=UTC",
      ),
    ).toMatchObject({
      user: "anna",
      password: "pw",
      tls: { enabled: true, verification: "none" },
      clientTags: ["a", "b"],
      roles: { hive: "x" },
      sessionProperties: { a: "1", "hive.b": "c:d" },
    });
    expect(parse("trino://host/hive?accessToken=token").accessToken).toBe("token");
  });

  test.each([
    ["trino://user@/hive/s", { user: "user", host: "localhost", port: 8080, catalog: "hive", schema: "s" }],
    ["trino://:5433/hive/", { port: 5433, catalog: "hive", schema: undefined }],
    ["trino://[::1]:81/hive", { host: "::1", port: 81 }],
    ["trino://u%40x:p%3A%2F%3F%25%C3%A4@my%2Ehost/a%2Fb/c%20d?ssl=TRUE", { user: "u@x", password: "p:/?%ä" }],
    ["trino://u@my%2Ehost/a%2Fb/c%20d", { host: "my.host", catalog: "a/b", schema: "c d" }],
    ["TRINO://Host/Hive/Shop", { host: "Host", catalog: "hive", schema: "shop" }],
    ["trino://h/hive?role=admin", { roles: { system: "admin" } }],
    ["trino://h/hive?role=system:ALL;", { roles: { system: "ALL" } }],
    ["trino://h/hive?source=&client_tags=&roles=&ssl=", { source: "quintile", clientTags: [], roles: {} }],
  ])("a part of it: %s", (location, expected) => {
    expect(parse(location)).toMatchObject(expected);
  });
});

describe("who connects, where the address leaves it open", () => {
  const env = { TRINO_USER: "e-user", TRINO_PASSWORD: "e-password" };

  test("the environment says", () => {
    expect(parse("trino://host/hive", env)).toMatchObject({ user: "e-user", password: "e-password" });
    expect(parse("trino://host/hive", { TRINO_ACCESS_TOKEN: "e-token" })).toMatchObject({ accessToken: "e-token" });
    expect(parse("trino://host/hive", { TRINO_USER: "", TRINO_PASSWORD: "" })).toMatchObject({
      user: userInfo().username,
      password: undefined,
    });
  });

  test("the address wins", () => {
    expect(parse("trino://u:p@host/hive", env)).toMatchObject({ user: "u", password: "p" });
    expect(parse("trino://u@host/hive?access_token=t", env)).toMatchObject({ password: undefined, accessToken: "t" });
    expect(parse("trino://u:p@host/hive", { TRINO_ACCESS_TOKEN: "t" })).toMatchObject({
      password: "p",
      accessToken: undefined,
    });
  });

  test("an access token says who it is", () => {
    expect(parse("trino://host/hive?access_token=t").user).toBeUndefined();
    expect(parse("trino://u@host/hive?access_token=t").user).toBe("u");
    expect(parse("trino://host/hive?access_token=t", { TRINO_USER: "e-user" }).user).toBe("e-user");
  });
});

describe("encryption", () => {
  test.each([
    ["trino://h/c", false, 8080],
    ["trino://h:8080/c", false, 8080],
    ["trino://h:443/c", true, 443],
    ["trino://h:8443/c", true, 8443],
    ["trino://h:8443/c?ssl=false", false, 8443],
    ["trino://h/c?ssl=true", true, 443],
    ["trino://h:8080/c?SSL=true", true, 8080],
    ["trino://u:p@h/c", true, 443],
    ["trino://u:p@h:8080/c", true, 8080],
    ["trino://h/c?access_token=t", true, 443],
    ["trino://h/c?sslrootcert=/ca.pem", true, 443],
    ["trino://h/c?sslverification=full", true, 443],
  ])("%s", (location, enabled, port) => {
    expect(parse(location)).toMatchObject({ port, tls: { enabled } });
  });

  test.each(["trino://u:SECRET@h/c?ssl=false", "trino://localhost/c?ssl=false&access_token=SECRET"])(
    "without it, no secret is sent: %s",
    (location) => {
      expect(refusal(location)).toMatchInlineSnapshot(`
        "USAGE: A password or access token for Trino goes over an encrypted connection only.
        Write ssl=true and the coordinator's port for TLS; a cluster without TLS asks for neither."
      `);
    },
  );

  test("and neither is one of the environment", () => {
    expect(refusal("trino://h/c?ssl=false", { TRINO_PASSWORD: "SECRET" })).toMatch(
      /^USAGE: A password or access token for Trino goes over an encrypted connection only\./,
    );
  });
});

describe("what cannot be read is refused, without a part of the address", () => {
  test("no catalog", () => {
    expect(refusal("trino://u:SECRET@host")).toMatchInlineSnapshot(`
      "USAGE: The address of Trino names no catalog.
      Write trino://user@host:8080/catalog/schema; SHOW CATALOGS in Trino names the catalogs."
    `);
    expect(refusal("trino://host/?ssl=true")).toMatch(/^USAGE: The address of Trino names no catalog\./);
  });

  test("more than a catalog and a schema", () => {
    expect(refusal("trino://host/hive/sales/SECRET")).toMatchInlineSnapshot(`
      "USAGE: The address of the database has more than a catalog and a schema after the host.
      Write trino://user@host:8080/catalog/schema. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25."
    `);
  });

  test("another scheme", () => {
    expect(refusal("trino:host/SECRET")).toMatch(
      /^USAGE: The address of the database does not start with trino:\/\/\./,
    );
  });

  test("several hosts", () => {
    expect(refusal("trino://u:SECRET@a,b/hive")).toMatchInlineSnapshot(`
      "USAGE: The address of the database names several hosts.
      Name one: the coordinator, or the load balancer before it."
    `);
  });

  test("an unknown parameter", () => {
    expect(refusal("trino://u:SECRET@host/hive?sslverificaton=none")).toMatchInlineSnapshot(`
      "USAGE: A Trino connection has no setting "sslverificaton" here.
      Did you mean "sslverification"?"
    `);
    expect(refusal("trino://host/hive?KerberosRemoteServiceName=x")).toMatchInlineSnapshot(`
      "USAGE: A Trino connection has no setting "KerberosRemoteServiceName" here.
      Settings: user, password, access_token, ssl, sslverification, sslrootcert, source, client_tags, roles, sessionProperties, session.NAME."
    `);
    expect(refusal("trino://host/hive?constructor=1")).toMatch(/no setting "constructor"/);
    expect(refusal("trino://host/hive?session.=1")).toMatch(/no setting "session\."/);
  });

  test("a time zone", () => {
    expect(refusal("trino://host/hive?timezone=Europe/Berlin")).toMatchInlineSnapshot(`
      "USAGE: Quintile's sessions on Trino are in UTC: the address cannot name a timezone.
      Leave it out; an expression such as date "sold_at AT TIME ZONE 'Europe/Berlin'" reads moments as days elsewhere."
    `);
  });

  test("values that are none", () => {
    expect(refusal("trino://host/hive?ssl=yes")).toBe(
      "USAGE: The ssl in the address of Trino must be true or false.\nundefined",
    );
    expect(refusal("trino://host/hive?sslverification=non")).toMatchInlineSnapshot(`
      "USAGE: The sslverification in the address of Trino must be full, ca or none.
      Did you mean "none"?"
    `);
    expect(refusal("trino://host/hive?ssl=false&sslverification=none")).toMatchInlineSnapshot(`
      "USAGE: sslverification and sslrootcert do not go with ssl=false.
      Leave them out, or write ssl=true."
    `);
    expect(refusal("trino://host:0/hive")).toMatchInlineSnapshot(`
      "USAGE: The port in the address of Trino must be a whole number from 1 to 65535.
      Trino's usual port is 8080, and 443 or 8443 with TLS."
    `);
    expect(refusal("trino://host/hive?sessionProperties=SECRET")).toMatchInlineSnapshot(`
      "USAGE: The sessionProperties in the address of Trino must be pairs of a name and a value.
      Write sessionProperties=name:value;other:value."
    `);
    expect(refusal("trino://host/hive?sessionProperties=SECRET=x:1")).toMatch(/^USAGE: The sessionProperties in the/);
    expect(refusal("trino://host/hive?roles=a=SECRET:1")).toMatch(/^USAGE: The roles in the address/);
    expect(refusal("trino://SECRETä@host/hive")).toMatchInlineSnapshot(`
      "USAGE: The user in the address of Trino must be letters, digits and signs of ASCII.
      undefined"
    `);
    expect(refusal("trino://host/hive%0d%0aX-SECRET:1")).toMatch(/^USAGE: The catalog in the address of Trino must be/);
    expect(refusal("trino://host/hive?source=SECRET%0a")).toMatch(/^USAGE: The source in the address of Trino must be/);
    expect(refusal("trino://host/hive?access_token=SECRET%0a")).toMatchInlineSnapshot(`
      "USAGE: The access token for Trino has blanks or other characters that no token has.
      Look for a line break at its end."
    `);
  });

  test("two secrets", () => {
    expect(refusal("trino://u:SECRET@host/hive?access_token=SECRET")).toMatchInlineSnapshot(`
      "USAGE: The connection to Trino has both a password and an access token.
      Leave one out of the address."
    `);
    expect(refusal("trino://u@host/hive", { TRINO_PASSWORD: "SECRET", TRINO_ACCESS_TOKEN: "SECRET" }))
      .toMatchInlineSnapshot(`
      "USAGE: The connection to Trino has both a password and an access token.
      Unset TRINO_PASSWORD or TRINO_ACCESS_TOKEN."
    `);
  });

  test.each([
    "trino://u:SECRET",
    "trino://u:SECRET/x@host/hive",
    "trino://u:12/x?SECRET=1@host/hive",
    "trino://u:SECRET%@host/hive",
    "trino://host/hive?SECRET",
    "trino://host/hive?in-SECRET=1",
  ])("a password that looks like something else: %s", (location) => {
    expect(refusal(location)).toMatch(/^USAGE: The address of the database .*\n.*%2F/);
  });
});

describe("an address is shown", () => {
  test.each([
    ["trino://me%40x:SECRET@trino.example/hive/a%2Fb", "trino://me%40x@trino.example:443/hive/a%2Fb"],
    ["trino://u@[::1]/hive", "trino://u@[::1]:8080/hive"],
    ["trino://host:7/hive?access_token=SECRET", "trino://host:7/hive?ssl=true"],
    ["trino://u@host:8443/hive?ssl=false", "trino://u@host:8443/hive?ssl=false"],
  ])("without its secrets, and with escaped names: %s", (location, shown) => {
    expect(showTrinoAddress(parse(location))).toBe(shown);
  });

  test("so that it leads to the same schema again", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme-ascii" });
    const name = text.map((each) => each.toLowerCase());
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom("::1", "fe80::1%eth0"));
    const port = fc.oneof(fc.constantFrom(443, 8443, 8080), fc.integer({ min: 1, max: 65_535 }));
    fc.assert(
      fc.property(text, name, fc.option(name, { nil: undefined }), host, port, fc.boolean(), (...parts) => {
        const [user, catalog, schema, place, portNumber, enabled] = parts;
        const tls = { enabled, verification: "full", rootCert: undefined } as const;
        const said = { user, catalog, schema, host: place, port: portNumber, tls };
        expect(parse(showTrinoAddress({ ...parse("trino://u@h/c"), ...said }))).toMatchObject(said);
      }),
    );
  });
});

describe("the text of an address without its secrets", () => {
  test.each([
    ["trino://u:SECRET@host:8443/hive/s?ssl=true", "trino://u@host:8443/hive/s?ssl=true"],
    ["Trino://u:SEC/RET@h/hive", "Trino://u@h/hive"],
    ["trino://:SECRET@host", "trino://host"],
    ["trino:u:SECRET@h/hive", "trino:u@h/hive"],
    ["trino://u:SECRET", "trino://u"],
    ["trino://u:SECRET%@h", "trino://u@h"],
    ["trino://h/hive?access_token=SECRET", "trino://h/hive"],
    ["trino://h/hive?ssl=true&accessToken=SECRET&source=x", "trino://h/hive?ssl=true&source=x"],
    ["trino://h/hive?ACCESSTOKEN=SEC@RET&source=x", "trino://h/hive?source=x"],
    ["trino://h/hive?access_tokn=SECRET", "trino://h/hive"],
    ["trino://h/hive?acces_token=SEC@SECRET", "trino://h"],
    ["trino://u:12@h/hive?pasword=SEC@SECRET", "trino://u"],
    ["trino://h/hive?access%5Ftoken=SECRET", "trino://h/hive"],
    ["trino://h/hive?password=SECRET&user=a", "trino://h/hive?user=a"],
    ["trino://h/hive?extraCredentials=abc:SECRET&SSLKeyStorePassword=SECRET&a=b", "trino://h/hive?a=b"],
  ])("%s", (location, expected) => {
    expect(withoutTrinoPassword(location)).toBe(expected);
  });

  test.each([
    "trino://",
    "trino://host:8080/hive/s?session.a.b=c&user=a@b&SSL=true",
    "sales.csv",
    "postgres://u:p@host/db",
  ])("%s has none", (location) => {
    expect(withoutTrinoPassword(location)).toBe(location);
  });

  test("or it is read as a secret, or its parts are shown nowhere", () => {
    const noise = fc.string({ unit: fc.constantFrom(..."/?#@:%&=,[] a1.-+"), maxLength: 6 });
    const tails = fc.constantFrom("@host/hive", "@host", "@/hive/s", "@host/hive?ssl=true", "@host/hive?user=a@b");
    fc.assert(
      fc.property(noise, noise, tails, (before, after, tail) => {
        const location = `trino://user:${before}SECRET${after}${tail}`;
        expect(withoutTrinoPassword(location)).not.toContain("SECRET");
        try {
          expect(showTrinoAddress(parse(location))).not.toContain("SECRET");
        } catch (error) {
          expect(error).toMatchObject({ code: "USAGE" });
          expect(inspect(error)).not.toContain("SECRET");
        }
      }),
      { numRuns: casesOf(5_000) },
    );
  });
});

describe("two addresses lead to the same coordinator", () => {
  test.each([
    ["trino://a:x@host/hive", "trino://b@host:443/iceberg/s"],
    ["trino://localhost/c", "trino://127.0.0.1/c"],
    ["trino://[::1]/c", "trino://LOCALHOST:8080/c"],
  ])("%s and %s", (one, other) => {
    expect(isSameTrino(parse(one), parse(other))).toBe(true);
  });

  test.each([
    ["trino://host/c", "trino://other/c"],
    ["trino://host/c", "trino://host:8081/c"],
    ["trino://127.0.0.2/c", "trino://127.0.0.1/c"],
  ])("but not %s and %s", (one, other) => {
    expect(isSameTrino(parse(one), parse(other))).toBe(false);
  });
});

describe("one session does for two addresses", () => {
  test.each([
    ["trino://u@host/lake/shop", "trino://u@host/other/rfm"],
    ["trino://u@host/c?session.a=1&session.b=2", "trino://u@host/d?session.b=2&session.a=1"],
  ])("%s and %s", (one, other) => {
    expect(isSameSession(parse(one), parse(other))).toBe(true);
  });

  test.each([
    ["trino://u@host/c", "trino://v@host/c"],
    ["trino://u@host/c?session.a=1", "trino://u@host/c"],
    ["trino://u@host/c?role=admin", "trino://u@host/c?role=reader"],
    ["trino://u@host/c", "trino://u@other/c"],
  ])("but not %s and %s", (one, other) => {
    expect(isSameSession(parse(one), parse(other))).toBe(false);
  });
});
