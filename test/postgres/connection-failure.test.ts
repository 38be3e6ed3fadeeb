import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Address, parseAddress } from "../../src/engines/postgres/connection/address.js";
import { classifyConnection } from "../../src/engines/postgres/connection/connection-failure.js";
import { explaining } from "../../src/engines/explained.js";
import { explainFailures } from "../../src/engines/postgres/explain.js";
import { QuintileError } from "../../src/errors.js";
import { connectTo, refusal, SECRET } from "./refusal.js";

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

function addressAt(place: string, query = ""): Address {
  return parseAddress(`postgres://me:${SECRET}@${place}/sales?${query}`, { HOME: "/nowhere" });
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.on("connection", (socket) => {
    sockets.push(socket.on("error", () => {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that answers each message in its own way; it learns whether that asks for encryption. */
async function answering(answer: (socket: Socket, asksForTls: boolean) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on("data", (data) => answer(socket, data.length === 8 && data.readInt32BE(4) === 80_877_103));
  });
  return await listen(server);
}

/** A message that ends an attempt to log in. */
function fatal(code: string, text: string): Buffer {
  const body = Buffer.from(`SFATAL\0C${code}\0M${text}\0\0`);
  const head = Buffer.from("E\0\0\0\0");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

async function refusalAt(place: string, query = ""): Promise<string> {
  return (await refusal(connectTo(addressAt(place, query)))).replaceAll(place, "PLACE");
}

/** What the engine makes of an error of the driver. */
async function explained(error: unknown, address: Address): Promise<QuintileError> {
  const failing = explaining(explainFailures(address), () => Promise.reject(classifyConnection(error, address)));
  return failing.catch((reason: QuintileError) => reason);
}

describe("where nobody is reached", () => {
  test("nobody listens, at an address or at a name with several", async () => {
    const place = await listen(createServer());
    await new Promise((resolve) => {
      servers.pop()?.close(resolve);
    });
    expect(await refusalAt(place)).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: No PostgreSQL server listens at PLACE.
      Start it, or check the host and port of the address (PGHOST, PGPORT)."
    `);
    const name = place.replace("127.0.0.1", "localhost");
    expect(await refusalAt(name)).toMatch(/^CONNECTION_FAILED: No PostgreSQL server listens at PLACE\./);
  });

  test("there is no socket", async () => {
    expect(await refusal(connectTo(addressAt("%2Fnowhere:5433")))).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: There is no socket of a PostgreSQL server at /nowhere/.s.PGSQL.5433.
      Start the server, or name its host and port: postgres://user@host:5432/database."
    `);
  });

  test("there is no such host", async () => {
    expect(await refusal(connectTo(addressAt("no-such-host.invalid")))).toMatch(
      /^CONNECTION_FAILED: (There is no host named|The name service does not answer for the host) no-such-host\.invalid\.\n/,
    );
  });

  test("nobody answers in time", async () => {
    const place = await listen(createServer());
    expect(await refusalAt(place, "connect_timeout=1")).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: PLACE did not answer within 1 s.
      Check the host and port, and whether a firewall lets you through; connect_timeout (PGCONNECT_TIMEOUT) sets another limit."
    `);
  });

  test.each([
    ["ENOTFOUND", /There is no host named host\./],
    ["EAI_AGAIN", /The name service does not answer for the host host\./],
    ["ETIMEDOUT", /host:5432 did not answer within 10 s\./],
    ["EHOSTUNREACH", /host:5432 cannot be reached from here\./],
    ["ENETUNREACH", /host:5432 cannot be reached from here\./],
    ["ECONNRESET", /host:5432 closed the connection/],
    ["EACCES", /You may not use the socket host:5432\./],
    ["CERT_HAS_EXPIRED", /certificate has expired/],
    ["CERT_NOT_YET_VALID", /certificate is not valid yet/],
  ])("%s", async (code, message) => {
    const error = Object.assign(new Error("as it comes"), { code });
    expect(await explained(error, addressAt("host"))).toMatchObject({
      code: "CONNECTION_FAILED",
      message: expect.stringMatching(message),
    });
  });
});

describe("where something else answers", () => {
  test.each(["prefer", "disable"])("a web server, sslmode=%s", async (mode) => {
    const place = await listen(createHttpServer());
    expect(await refusalAt(place, `sslmode=${mode}&connect_timeout=60`)).toMatch(
      /^CONNECTION_FAILED: (What listens at PLACE is no PostgreSQL server|PLACE closed the connection before the login)/,
    );
  });

  test("a server that speaks first", async () => {
    const place = await listen(createServer((socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n")));
    expect(await refusalAt(place)).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: What listens at PLACE is no PostgreSQL server, or one that is overloaded.
      Check the host and port; PostgreSQL's port is usually 5432."
    `);
  });

  test("messages that make no sense", async () => {
    const place = await answering((socket) => socket.write("X\0\0\0\u0004"));
    expect(await refusalAt(place, "sslmode=disable")).toMatch(
      /^CONNECTION_FAILED: What listens at PLACE is no PostgreSQL/,
    );
  });

  test("nothing, and it hangs up", async () => {
    const place = await answering((socket) => socket.end());
    expect(await refusalAt(place, "sslmode=disable")).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: PLACE closed the connection before the login.
      Check that a PostgreSQL server listens there, and look into its log."
    `);
  });

  test("a server that wants Kerberos, which the driver throws at", async () => {
    const place = await answering((socket) => socket.write("R\0\0\0\u0008\0\0\0\u0007"));
    expect(await refusalAt(place, "sslmode=disable")).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The server asks the user "me" for a kind of login that Quintile does not know, such as Kerberos.
      Use a user with a password or a certificate; pg_hba.conf of the server says who logs in how."
    `);
  });
});

describe("where the server waits for a password that nobody has", () => {
  test("we hang up", async () => {
    const place = await answering((socket) => socket.write("R\0\0\0\u0008\0\0\0\u0003"));
    const address = { ...addressAt(place, "sslmode=disable"), password: undefined };
    expect(await refusal(connectTo(address))).toMatch(/asks for the password of the user "me", and none is given/);
    await expect.poll(() => sockets.map(({ closed }) => closed)).toEqual([true]);
  });
});

describe("where the server is not ready", () => {
  test("it is starting up", async () => {
    const place = await answering((socket) => socket.end(fatal("57P03", "the database system is starting up")));
    expect(await refusalAt(place, "sslmode=disable")).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The server at PLACE is starting up or shutting down, and accepts no connections yet.
      Try again in a moment."
    `);
  });

  test("it says something unheard of, with a password in it", async () => {
    const place = await answering((socket) => socket.end(fatal("XX000", `no ${SECRET} today\nnor tomorrow`)));
    expect(await refusalAt(place, "sslmode=disable")).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The connection to postgres://me@PLACE/sales failed: no … today.
      Check the address and the server's log."
    `);
  });
});

describe("where encryption fails", () => {
  const startingUp = fatal("57P03", "the database system is starting up");
  const promised = new WeakSet<Socket>();
  const noise = (socket: Socket, asksForTls: boolean): void => {
    if (!asksForTls) return void socket.end(promised.has(socket) ? "this is no TLS at all" : startingUp);
    promised.add(socket);
    socket.write("S");
  };
  const hangUp = (socket: Socket, asksForTls: boolean): void => void socket.end(asksForTls ? "S" : startingUp);

  test.each([
    ["noise", noise],
    ["an end", hangUp],
  ])("%s instead of TLS: prefer does without, require does not", async (_, answer) => {
    const place = await answering(answer);
    expect(await refusalAt(place, "sslmode=prefer")).toMatch(/is starting up/);
    expect(await refusalAt(place, "sslmode=require")).toMatch(
      /^CONNECTION_FAILED: (The encryption of the connection to PLACE could not be agreed upon: |PLACE closed the connection)/,
    );
  });
});

describe("a run that is stopped", () => {
  test("stops to connect, at once or meanwhile", async () => {
    const place = await listen(createServer());
    const stopped = /^CANCELLED: The run was cancelled; nothing was published\./;
    expect(await refusal(connectTo(addressAt(place), { signal: AbortSignal.abort() }))).toMatch(stopped);
    // An hour: only the signal ends the attempt before the test's own time is up.
    const address = addressAt(place, "connect_timeout=3600");
    expect(await refusal(connectTo(address, { signal: AbortSignal.timeout(100) }))).toMatch(stopped);
  });
});

describe("an error", () => {
  test("keeps no password, whatever the driver's error holds", async () => {
    const error = Object.assign(new Error(`failed for ${SECRET}`), {
      code: "ODD",
      client: { password: SECRET, connectionParameters: { password: SECRET } },
      input: `postgres://me:${SECRET}@host`,
    });
    const refused = await explained(error, addressAt("host"));
    expect(refused.cause).toMatchObject({ code: "ODD", message: "failed for …" });
    expect(await refusal(Promise.reject(refused))).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The connection to postgres://me@host:5432/sales failed: failed for ….
      Check the address and the server's log."
    `);
  });

  test("that was explained already stays as it is", async () => {
    const error = new QuintileError("USAGE", "No.");
    expect(await explained(error, addressAt("host"))).toBe(error);
  });
});
