import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseTrinoAddress } from "../../../src/engines/trino/client/address.js";
import { type TrinoClient } from "../../../src/engines/trino/client/client.js";
import { makeCertificates } from "../../postgres/certificates.js";
import { refusal, SECRET } from "../../postgres/refusal.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { answer, type Answering, type Coordinator, coordinator, DONE, json, patient, twoSteps } from "./coordinator.js";
import { clientOf } from "./client-of.js";

const { folder } = temporaryFolder();
const certificates = makeCertificates(folder);

/** A client with a password for the coordinator at a name of this machine. */
function clientAt({ port }: Pick<Coordinator, "port">, query: string, host = "localhost"): TrinoClient {
  const location = `trino://anna:${SECRET}@${host}:${port}/hive?${query}`;
  return clientOf(parseTrinoAddress(location, {}), { patience: patient() });
}

/** Its certificate is for the name `localhost` alone. */
async function encrypted(answering: Answering): Promise<Coordinator> {
  const { cert, key } = certificates?.server ?? { cert: "", key: "" };
  return await coordinator(answering, { tls: { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") } });
}

const steps: Answering = ({ method, headers }, response) =>
  json(response, answer(method === "POST" ? { nextUri: `https://${headers.host}/1` } : DONE));

describe.skipIf(certificates === undefined)("an encrypted connection", () => {
  const { authority = "", stranger = "" } = certificates ?? {};

  test("to a coordinator whose authority is known", async () => {
    const trino = await encrypted(steps);
    const client = clientAt(trino, `sslrootcert=${authority}`);
    expect(await client.all("SELECT")).toMatchObject({ rows: [[1]] });
    const sent = `Basic ${Buffer.from(`anna:${SECRET}`).toString("base64")}`;
    expect(trino.seen.map(({ headers }) => headers.authorization)).toEqual([sent, sent]);
    client.close();
  });

  test.each([
    ["an authority that nobody knows", "", "localhost"],
    ["another authority", `sslrootcert=${stranger}`, "localhost"],
    ["another authority, whatever its name", `sslrootcert=${stranger}&sslverification=ca`, "127.0.0.1"],
  ])("is refused where its certificate is from %s", async (_, query, host) => {
    const trino = await encrypted(steps);
    expect(await refusal(clientAt(trino, query, host).all("SELECT"))).toMatch(
      /^CONNECTION_FAILED: The server's certificate is not from an authority that is trusted here .*\n.*sslrootcert/,
    );
    expect(trino.seen).toEqual([]);
  });

  test("is refused where its certificate has another name", async () => {
    const trino = await encrypted(steps);
    expect(await refusal(clientAt(trino, `sslrootcert=${authority}`, "127.0.0.1").all("SELECT")))
      .toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The server's certificate is not for the host 127.0.0.1, but for localhost.
      Connect by a name that the certificate is for; sslverification=ca checks the authority alone."
    `);
    expect(trino.seen).toEqual([]);
  });

  test.each([
    ["authority alone", `sslverification=CA&sslrootcert=${authority}`],
    ["nothing", "sslverification=none"],
  ])("checks %s where that is asked for", async (_, query) => {
    expect(await clientAt(await encrypted(steps), query, "127.0.0.1").all("SELECT")).toMatchObject({ rows: [[1]] });
  });

  test("is never left for one without encryption", async () => {
    const plain = await coordinator(twoSteps());
    const trino = await encrypted((_, response) => json(response, answer({ nextUri: `${plain.origin}/1` })));
    expect(
      (await refusal(clientAt(trino, "sslverification=none").all("SELECT"))).replaceAll(String(trino.port), "PORT"),
    ).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator at localhost:PORT leads from an encrypted address to one without encryption.
      Behind a proxy that ends TLS, it needs http-server.process-forwarded=true in its settings: ask its administrator."
    `);
    expect(plain.seen).toEqual([]);
  });

  test("is what a server may want that is asked without", async () => {
    const trino = await encrypted(steps);
    const client = clientOf(parseTrinoAddress(`trino://anna@localhost:${trino.port}/hive`, {}));
    expect(await refusal(client.all("SELECT"))).toMatch(/^CONNECTION_FAILED: .*\n.*ssl=true/);
    expect(trino.seen).toEqual([]);
  });
});

test("a server without encryption gets no password", async () => {
  const trino = await coordinator(twoSteps());
  expect((await refusal(clientAt(trino, "").all("SELECT"))).replaceAll(String(trino.port), "PORT"))
    .toMatchInlineSnapshot(`
    "CONNECTION_FAILED: The server at localhost:PORT has no TLS.
    Name the coordinator's port for TLS; a password or token needs it. Without either, ssl=false does without TLS."
  `);
  expect(trino.seen).toEqual([]);
});

test("a root certificate that is none", async () => {
  const none = join(folder, "none.crt");
  writeFileSync(none, "none");
  expect(await refusal(openedWith(join(folder, "nowhere")))).toMatch(
    /^NO_SUCH_FILE: The root certificate .*nowhere cannot be read\.\nCheck sslrootcert in the address/,
  );
  expect(await refusal(openedWith(none))).toMatch(/^BAD_FILE: The root certificate .*none\.crt is not readable/);
});

async function openedWith(file: string): Promise<TrinoClient> {
  return clientAt({ port: 1 }, `sslrootcert=${file}`);
}

test("a host that is none", async () => {
  const address = { ...parseTrinoAddress("trino://anna@host/hive", {}), host: "a b/c" };
  expect(await refusal((async () => clientOf(address))())).toBe(
    "USAGE: The host in the address of Trino cannot be read.\nWrite trino://user@host:8080/catalog/schema.",
  );
});
