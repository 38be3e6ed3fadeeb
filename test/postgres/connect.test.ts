import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Address, parseAddress } from "../../src/engines/postgres/connection/address.js";
import { connect, connectionLoss, type ConnectOptions } from "../../src/engines/postgres/connection/connect.js";
import { type Database, newDatabase } from "../support/postgres/database.js";
import { type OwnServer, type Server, startServer } from "../support/postgres/server.js";
import { describeServers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { makeCertificates } from "./certificates.js";
import { connectTo, refusal, SECRET } from "./refusal.js";

const { folder, path } = temporaryFolder();
const certificates = makeCertificates(folder);

/** Without any settings of the machine that runs the tests. */
function addressOf(location: string, env: Record<string, string> = {}): Address {
  return parseAddress(location, { HOME: join(folder, "nobody"), ...env });
}

const open: Client[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (client) => await client.end()));
});

async function openTo(address: Address, options?: ConnectOptions): Promise<Client> {
  const client = await connectTo(address, options);
  open.push(client);
  return client;
}

/** The first value of a statement on a fresh connection. */
async function ask(address: Address, statement: string): Promise<unknown> {
  const { rows } = await (await openTo(address)).query<unknown[]>({ text: statement, rowMode: "array" });
  return rows[0]?.[0];
}

const WHO = "SELECT current_user || ' in ' || current_database()";
const IS_ENCRYPTED = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

function passwordFile(...lines: readonly string[]): string {
  const file = path("passwords");
  writeFileSync(file, lines.join("\n"), { mode: 0o600 });
  return file;
}

describeServers((server) => {
  const place = `${server.host}:${server.port}`;
  let database: Database;
  const user = `clerk_${process.pid}`;

  beforeAll(async () => {
    database = await newDatabase(server);
    await database.sql(`CREATE ROLE ${user} LOGIN PASSWORD '${SECRET}'`);
  });
  afterAll(async () => {
    await database.sql(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    await database.drop();
  });

  const at = (query = "", env: Record<string, string> = {}): Address =>
    addressOf(`postgres://${user}:${SECRET}@${place}/${database.name}${query}`, env);
  const without = (query = "", env: Record<string, string> = {}): Address =>
    addressOf(`postgres://${user}@${place}/${database.name}${query}`, env);

  describe("a session", () => {
    test("has the user, the database and the options of the address", async () => {
      expect(await ask(at(), WHO)).toBe(`${user} in ${database.name}`);
      expect(await ask(at("?options=-c%20work_mem=7MB"), "SHOW work_mem")).toBe("7MB");
    });

    test("has a name that the server shows", async () => {
      expect(await ask(at(), "SHOW application_name")).toBe("quintile");
      expect(await ask(at("?application_name=nightly"), "SHOW application_name")).toBe("nightly");
      const named = await openTo(at(), { applicationName: "other" });
      expect((await named.query("SHOW application_name")).rows).toEqual([{ application_name: "other" }]);
    });

    test("is kept alive where networks forget silent ones", async () => {
      const keepAlive = vi.spyOn(Socket.prototype, "setKeepAlive");
      await openTo(at());
      expect(keepAlive).toHaveBeenCalledWith(true, 60_000);
      keepAlive.mockRestore();
    });

    test("that is lost does not end the process, and can be asked why", async () => {
      const client = await openTo(at());
      expect(connectionLoss(client)).toBe(undefined);
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await database.sql("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      while (connectionLoss(client) === undefined) await setTimeout(5);
      expect(connectionLoss(client)).toMatchObject({ code: "57P01" });
      await expect(client.query("SELECT 1")).rejects.toThrow(/not queryable|terminated/);
    });

    test("that we close is not lost", async () => {
      const client = await connect(at());
      await client.end();
      expect(connectionLoss(client)).toBe(undefined);
    });

    test("goes over the socket, which is never encrypted", async ({ skip }) => {
      if (server.socketFolder === undefined) return skip("the path is too long for a socket");
      const host = encodeURIComponent(server.socketFolder);
      const address = addressOf(`postgres://${user}:${SECRET}@${host}:${server.port}/${database.name}?sslmode=require`);
      expect(await ask(address, "SELECT inet_server_addr() IS NULL")).toBe(true);
    });
  });

  describe("the password", () => {
    test("comes from the environment", async () => {
      expect(await ask(without("", { PGPASSWORD: SECRET }), WHO)).toBe(`${user} in ${database.name}`);
    });

    test("comes from a password file, named in the address or the environment", async () => {
      const file = passwordFile(`${server.host}:${server.port}:*:other:wrong`, `${server.host}:*:*:${user}:${SECRET}`);
      const warnings = vi.spyOn(process, "emitWarning");
      expect(await ask(without("", { PGPASSFILE: file }), WHO)).toBe(`${user} in ${database.name}`);
      expect(await ask(without(`?passfile=${file}`), WHO)).toBe(`${user} in ${database.name}`);
      expect(warnings).not.toHaveBeenCalled();
      warnings.mockRestore();
    });

    test("comes from a service", async () => {
      const file = path("services.conf");
      writeFileSync(
        file,
        `[sales]\nhost=${server.host}\nport=${server.port}\nuser=${user}\npassword=${SECRET}\ndbname=${database.name}\n`,
      );
      const address = addressOf("postgres://", { PGSERVICE: "sales", PGSERVICEFILE: file });
      expect(await ask(address, WHO)).toBe(`${user} in ${database.name}`);
    });

    test("of the address wins over that of a file", async () => {
      const file = passwordFile("*:*:*:*:wrong");
      expect(await ask(at(`?passfile=${file}`), WHO)).toBe(`${user} in ${database.name}`);
    });

    test("is wrong", async () => {
      const address = addressOf(`postgres://${user}:wrong-${SECRET}@${place}/${database.name}`);
      expect((await refusal(connectTo(address))).replaceAll(user, "USER")).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server does not accept the password for the user "USER", or does not know that user.
        Check PGPASSWORD or the line in ~/.pgpass; in an address, write special characters of a password as %40 for @, %3A for : …"
      `);
    });

    test("is missing", async () => {
      const refused = await refusal(connectTo(without("?passfile=/nowhere/.pgpass")));
      expect(refused.replaceAll(user, "USER").replace(`${server.port}:${database.name}`, "PORT:DB"))
        .toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server asks for the password of the user "USER", and none is given.
        Set PGPASSWORD, or add a line to /nowhere/.pgpass (chmod 600): 127.0.0.1:PORT:DB:USER:PASSWORD"
      `);
    });

    test("is in a file that others may read", async () => {
      const file = passwordFile(`*:*:*:*:${SECRET}`);
      chmodSync(file, 0o644);
      expect((await refusal(connectTo(without("", { PGPASSFILE: file })))).replaceAll(file, "FILE")).toMatch(
        /none is given\.\nFILE is not read, because others may read it, too: chmod 600 FILE$/,
      );
    });
  });

  describe("the server refuses", () => {
    test("a database that it does not have", async () => {
      const named = addressOf(`postgres://${user}:${SECRET}@${place}/no_such_db`);
      expect(await refusal(connectTo(named))).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server has no database "no_such_db".
        Check its spelling: psql --list shows those that are there, and createdb makes one."
      `);
      const unnamed = addressOf(`postgres://${user}:${SECRET}@${place}`);
      expect(await refusal(connectTo(unnamed))).toMatch(
        /^CONNECTION_FAILED: The server has no database .*\nA database that is not named/,
      );
    });

    test("a user who has too many connections", async () => {
      const busy = `busy_${process.pid}`;
      await database.sql(`CREATE ROLE ${busy} LOGIN PASSWORD '${SECRET}' CONNECTION LIMIT 0`);
      const refused = await refusal(connectTo(addressOf(`postgres://${busy}:${SECRET}@${place}/${database.name}`)));
      await database.sql(`DROP ROLE ${busy}`);
      expect(refused.replace(place, "PLACE")).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: PLACE has as many connections as it allows.
        Try again later, close some, or raise max_connections or the user's or database's CONNECTION LIMIT."
      `);
    });

    test("a database that is closed to the user, or to all", async () => {
      const { name } = database;
      await database.sql(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
      const refused = await refusal(connectTo(at()));
      await database.sql(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
      expect(refused.replaceAll(user, "USER").replaceAll(name, "DB")).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The user "USER" may not connect to the database "DB".
        Its owner can allow it: GRANT CONNECT ON DATABASE … TO …"
      `);
      const template = addressOf(`postgres://${user}:${SECRET}@${place}/template0`);
      expect(await refusal(connectTo(template))).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The database "template0" accepts no connections now.
        Name another one, or ask its administrator."
      `);
    });

    test("settings that it does not know, in its own words", async () => {
      const refused = await refusal(connectTo(at("?options=-c%20nonsense=1")));
      expect(refused).toMatch(
        /^CONNECTION_FAILED: The connection to postgres:\/\/clerk_.* failed: unrecognized configuration parameter "nonsense"\.\n/,
      );
    });
  });

  describe("without TLS on the server", () => {
    test.each(["disable", "allow", "prefer"])("sslmode=%s connects", async (mode) => {
      expect(await ask(at(`?sslmode=${mode}`), IS_ENCRYPTED)).toBe(false);
    });

    test.each(["require", "verify-full&sslrootcert=system"])("sslmode=%s is refused", async (mode) => {
      expect(await refusal(connectTo(at(`?sslmode=${mode}`)))).toMatch(
        /^CONNECTION_FAILED: The server at .* has no TLS, which sslmode=\S+ asks for\.\nTurn on ssl/,
      );
    });

    test("a refused login is said, not the missing encryption that was tried then", async () => {
      const locked = `locked_${process.pid}`;
      await database.sql(`CREATE ROLE ${locked} NOLOGIN PASSWORD '${SECRET}'`);
      const address = addressOf(`postgres://${locked}:${SECRET}@${place}/${database.name}?sslmode=allow`);
      const refused = await refusal(connectTo(address));
      await database.sql(`DROP ROLE ${locked}`);
      expect(refused).toMatch(/^CONNECTION_FAILED: The server has no user "locked_\d+" who may log in\./);
    });

    test("a login cannot be bound to the channel", async () => {
      expect((await refusal(connectTo(at("?channel_binding=require")))).replace(place, "PLACE")).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server at PLACE does not bind the login to the encrypted channel, as channel_binding=require asks.
        It needs TLS and a SCRAM password for the user; leave channel_binding out to log in without."
      `);
    });
  });

  describe("with TLS on the server", () => {
    if (certificates === undefined) return test.skip("needs openssl, to make certificates");
    const { authority, stranger, client, server: own } = certificates;
    let secure: OwnServer;

    beforeAll(async () => {
      secure = await startSecure(server, own, authority);
    });
    afterAll(async () => await secure.remove());

    const as = (name: string, query: string, host = "localhost"): Address =>
      addressOf(`postgres://${name}:${SECRET}@${host}:${secure.port}/postgres?${query}`);

    test.each([
      ["disable", "no", false],
      ["allow", "no", false],
      ["prefer", "no", true],
      ["require", "no", true],
      ["require", "a", true],
      ["verify-ca", "a", true],
      ["verify-full", "a", true],
    ])("sslmode=%s with %s root certificate connects; encrypted: %s", async (mode, root, encrypted) => {
      const trust = root === "a" ? `&sslrootcert=${authority}` : "";
      expect(await ask(as("anybody", `sslmode=${mode}${trust}`), IS_ENCRYPTED)).toBe(encrypted);
    });

    test("it is encrypted where nothing is said", async () => {
      expect(await ask(as("anybody", ""), IS_ENCRYPTED)).toBe(true);
    });

    test("an IP address that is not in the certificate does, unless the name counts", async () => {
      const trust = `sslrootcert=${authority}`;
      expect(await ask(as("anybody", `sslmode=verify-ca&${trust}`, "127.0.0.1"), IS_ENCRYPTED)).toBe(true);
      expect(await ask(as("anybody", `sslmode=require&${trust}`, "127.0.0.1"), IS_ENCRYPTED)).toBe(true);
      const full = as("anybody", `sslmode=verify-full&${trust}`, "127.0.0.1");
      expect(await refusal(connectTo(full))).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server's certificate is not for the host 127.0.0.1, but for localhost.
        Connect by a name that the certificate is for; sslmode=verify-ca checks the authority alone."
      `);
    });

    test.each(["require", "verify-ca", "verify-full"])(
      "a certificate of an unknown authority: sslmode=%s",
      async (mode) => {
        const refused = await refusal(connectTo(as("anybody", `sslmode=${mode}&sslrootcert=${stranger}`)));
        expect(refused.replace(stranger, "FILE")).toMatch(
          /^CONNECTION_FAILED: The server's certificate is not from an authority that is trusted here \(.*\)\.\nFILE must hold/,
        );
      },
    );

    test("a certificate of an unknown authority does where it is not checked", async () => {
      expect(await ask(as("anybody", `sslmode=prefer&sslrootcert=${stranger}`), IS_ENCRYPTED)).toBe(true);
    });

    test("a certificate that no public authority signed", async () => {
      expect(await refusal(connectTo(as("anybody", "sslrootcert=system")))).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server's certificate is not from an authority that is trusted here (self-signed certificate in certificate chain).
        Name the file with the certificate of its authority in sslrootcert (PGSSLROOTCERT)."
      `);
    });

    test("a user who may only come with encryption", async () => {
      expect(await ask(as("tls_only", "sslmode=allow"), IS_ENCRYPTED)).toBe(true);
      expect(await ask(as("tls_only", "sslmode=prefer"), IS_ENCRYPTED)).toBe(true);
      expect((await refusal(connectTo(as("tls_only", "sslmode=disable")))).replaceAll(/"(127.0.0.1|::1)"/g, '"HERE"'))
        .toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server does not let the user "tls_only" into the database "postgres": no pg_hba.conf entry for host "HERE", user "tls_only", database "postgres", no encryption.
        Its pg_hba.conf decides who comes in from where, perhaps only with encryption, which sslmode=disable prevents: ask its administrator."
      `);
    });

    test("a user who may only come without", async () => {
      expect(await ask(as("plain_only", "sslmode=prefer"), IS_ENCRYPTED)).toBe(false);
      expect(await refusal(connectTo(as("plain_only", "sslmode=require")))).toMatch(
        /perhaps only without encryption, which sslmode=require prevents/,
      );
      const wrong = addressOf(`postgres://plain_only:wrong@localhost:${secure.port}/postgres`);
      expect(await refusal(connectTo(wrong))).toMatch(/does not accept the password/);
    });

    test("a wrong password is not tried a second time without encryption", async () => {
      const wrong = addressOf(`postgres://anybody:wrong@localhost:${secure.port}/postgres?application_name=once`);
      expect(await refusal(connectTo(wrong))).toMatch(/does not accept the password/);
      expect(failedLogins(secure)).toBe(1);
    });

    test("a user who is not let in at all, and one who is not there", async () => {
      expect(await refusal(connectTo(as("stranger", "")))).toMatch(
        /^CONNECTION_FAILED: The server does not let the user "stranger" into the database "postgres": no pg_hba.conf entry .*\nIts pg_hba\.conf decides who comes in from where: ask/,
      );
      expect(await refusal(connectTo(as("trusted_ghost", "")))).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server has no user "trusted_ghost" who may log in.
        Name another one in the address or in PGUSER, or ask the administrator of the server."
      `);
    });

    test("a login by the client's certificate", async () => {
      const identity = `sslcert=${client.cert}&sslkey=${client.key}`;
      expect(await ask(as("cert_user", identity), WHO)).toBe("cert_user in postgres");
      expect(await refusal(connectTo(as("cert_user", "")))).toMatch(
        /^CONNECTION_FAILED: The server does not let the user "cert_user"/,
      );
      expect(await refusal(connectTo(as("cert_user", `sslcert=${client.cert}`)))).toMatchInlineSnapshot(`
        "USAGE: A client certificate for PostgreSQL needs its key.
        Name its file in sslkey (PGSSLKEY), or put it at ~/.postgresql/postgresql.key."
      `);
      expect(await refusal(connectTo(as("cert_user", `sslcert=${client.cert}&sslkey=${own.key}`))))
        .toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The client certificate for the PostgreSQL connection cannot be used.
        Its key must be a PEM file that belongs to it and has no password: check sslcert and sslkey."
      `);
    });

    test("a user of the operating system who is another one", async ({ skip }) => {
      if (secure.socketFolder === undefined) return skip("the path is too long for a socket");
      const host = encodeURIComponent(secure.socketFolder);
      const address = addressOf(`postgres://anybody@${host}:${secure.port}/postgres`);
      expect(await refusal(connectTo(address))).toMatchInlineSnapshot(`
        "CONNECTION_FAILED: The server does not let the user "anybody" into the database "postgres": Peer authentication failed for user "anybody".
        With a host, the server may ask for a password instead: postgres://user@localhost:5432/database."
      `);
    });

    test.each(["md5_user", "clear_user"])("other logins with a password: %s", async (name) => {
      expect(await ask(as(name, ""), WHO)).toBe(`${name} in postgres`);
      const passwordless = addressOf(`postgres://${name}@localhost:${secure.port}/postgres`);
      expect(await refusal(connectTo(passwordless))).toMatch(
        /asks for the password of the user ".*", and none is given/,
      );
    });

    test("a login that is bound to the channel, or refused", async () => {
      expect(await ask(as("anybody", "channel_binding=require"), IS_ENCRYPTED)).toBe(true);
      const unbound = /does not bind the login to the encrypted channel/;
      for (const name of ["md5_user", "clear_user", "trusted"]) {
        expect(await refusal(connectTo(as(name, "channel_binding=require")))).toMatch(unbound);
        // Had the password been sent, the server would have said that it is wrong.
        const wrong = as(name, "channel_binding=require&password=wrong");
        expect(await refusal(connectTo(wrong))).toMatch(unbound);
      }
      expect(await refusal(connectTo(as("anybody", "channel_binding=require&sslmode=disable")))).toMatch(unbound);
    });

    test("a server that wants Kerberos, which the driver throws at", async () => {
      const kerberos = createServer((socket) => {
        socket.once("data", () => {
          socket.write("S");
          const options = { isServer: true, cert: readFileSync(own.cert), key: readFileSync(own.key) };
          const encrypted = new TLSSocket(socket, options);
          encrypted.once("data", () => encrypted.write("R\0\0\0\u0008\0\0\0\u0007")).on("error", () => {});
        });
      });
      await new Promise<void>((resolve) => {
        kerberos.listen(0, "127.0.0.1", resolve);
      });
      const { port } = kerberos.address() as AddressInfo;
      const refused = await refusal(connectTo(addressOf(`postgres://anybody@127.0.0.1:${port}/db?sslmode=require`)));
      kerberos.close();
      expect(refused).toMatch(/asks the user "anybody" for a kind of login that Quintile does not know/);
    });

    test("certificates that are not there, or none", async () => {
      expect(await refusal(connectTo(as("anybody", "sslmode=verify-full")))).toMatchInlineSnapshot(`
        "USAGE: sslmode=verify-full needs the certificate of the server's authority.
        Name its file in sslrootcert (PGSSLROOTCERT), put it at ~/.postgresql/root.crt, or write sslmode=verify-full&sslrootcert=system for the public authorities."
      `);
      expect(await refusal(connectTo(as("anybody", "sslmode=require&sslrootcert=/nowhere/root.crt"))))
        .toMatchInlineSnapshot(`
        "NO_SUCH_FILE: The root certificate /nowhere/root.crt cannot be read.
        Check sslrootcert, sslcert and sslkey (PGSSLROOTCERT, PGSSLCERT, PGSSLKEY), and who may read the file."
      `);
      for (const noise of ["", "-----BEGIN CERTIFICATE-----\nnoise\n-----END CERTIFICATE-----\n"]) {
        const file = path("noise.crt");
        writeFileSync(file, noise);
        const refused = await refusal(connectTo(as("anybody", `sslmode=verify-ca&sslrootcert=${file}`)));
        expect(refused.replace(file, "FILE")).toMatch(
          /^BAD_FILE: The root certificate FILE is not readable\.\nIt must be/,
        );
      }
    });
  });
});

/** A server with TLS, where some users may come only with or only without, and some log in by other means. */
async function startSecure(
  binaries: Server,
  { cert, key }: { readonly cert: string; readonly key: string },
  authority: string,
): Promise<OwnServer> {
  const rules = [
    ["host", "quintile_test", "scram-sha-256"],
    ["host", "anybody", "scram-sha-256"],
    ["hostssl", "tls_only", "scram-sha-256"],
    ["hostnossl", "plain_only", "scram-sha-256"],
    ["hostssl", "cert_user", "cert"],
    ["host", "md5_user", "md5"],
    ["host", "clear_user", "password"],
    ["host", "trusted", "trust"],
    ["host", "trusted_ghost", "trust"],
  ];
  const server = await startServer(binaries, {
    settings: { ssl: "on", ssl_cert_file: cert, ssl_key_file: key, ssl_ca_file: authority },
    hba: ["local all all peer", ...rules.map(([kind, name, method]) => `${kind} all ${name} 127.0.0.1/32 ${method}`)],
  });
  const admin = new Client(server.url());
  await admin.connect();
  const users = ["anybody", "tls_only", "plain_only", "cert_user", "clear_user", "trusted", "stranger"];
  for (const name of users) await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD '${SECRET}'`);
  await admin.query(`SET password_encryption = 'md5'; CREATE ROLE md5_user LOGIN PASSWORD '${SECRET}'`);
  await admin.end();
  return server;
}

/** How many logins the user `anybody` has failed with a password. */
function failedLogins({ logFile }: Server): number {
  return readFileSync(logFile, "utf8").match(/password authentication failed for user "anybody"/g)?.length ?? 0;
}
