import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { Server } from "../support/postgres/server.js";

/** What becomes of a statement on its way: it goes on, the line is cut before it, or right behind it. */
export type Fate = "pass" | "cut before" | "cut behind";

/** Stands between clients and a server, sees each statement, and may cut the line. */
export interface StatementProxy {
  /** The address of a database through the proxy, as the superuser or a role. */
  url(database: string, role?: { readonly name: string; readonly password: string }): string;
  /** All statements that came by, in order. */
  readonly statements: readonly string[];
  close(): Promise<void>;
}

interface Message {
  readonly bytes: Buffer;
  /** The SQL of a query, or of one with parameters when it is parsed. */
  readonly statement: string | undefined;
}

const PROTOCOL_3 = 196_608;

/** Opens a proxy on a port of its own. `decide` is asked before a statement, counted from 1, goes on. */
export async function openProxy(
  server: Server,
  decide: (statement: string, nth: number) => Fate | Promise<Fate>,
): Promise<StatementProxy> {
  const statements: string[] = [];
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const upstream = connect(server.port, server.host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .setNoDelay()
        .on("error", () => {})
        .on("close", () => sockets.delete(socket));
    }
    upstream.pipe(client);
    client.on("close", () => upstream.end());
    upstream.on("close", () => client.destroy());
    void passOn(client, upstream).catch(() => client.destroy());
  });

  async function passOn(client: Socket, upstream: Socket): Promise<void> {
    for await (const { bytes, statement } of messagesOf(client)) {
      const fate = statement === undefined ? "pass" : await decide(statement, statements.push(statement));
      if (fate !== "pass") upstream.unpipe(client).resume();
      if (fate !== "cut before") upstream.write(bytes);
      if (fate !== "pass") client.destroy();
    }
  }

  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  return {
    statements,
    url: (database, role) =>
      `${server.url(database, role?.name, role?.password).replace(/:\d+\//, `:${port}/`)}?sslmode=disable`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
}

/** What a client says, message by message; only the first ones have no letter of their kind. */
async function* messagesOf(client: Socket): AsyncGenerator<Message> {
  let rest: Buffer = Buffer.alloc(0);
  let letter = 0;
  for await (const chunk of client) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      if (rest.length < letter + 4) break;
      const length = letter + rest.readUInt32BE(letter);
      if (rest.length < length) break;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      yield { bytes, statement: letter === 0 ? undefined : statementOf(bytes) };
      if (letter === 0 && bytes.readUInt32BE(4) === PROTOCOL_3) letter = 1;
    }
  }
}

function statementOf(bytes: Buffer): string | undefined {
  const kind = String.fromCharCode(bytes[0] as number);
  const text = bytes.toString("utf8", 5);
  if (kind === "Q") return text.slice(0, -1);
  return kind === "P" ? text.split("\0")[1] : undefined;
}
