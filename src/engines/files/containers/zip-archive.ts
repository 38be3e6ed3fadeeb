import { type Entry, openPromise, type ZipFile } from "yauzl";
import { QuintileError } from "../../../errors.js";

/** One file within an archive. */
export interface ZipMember {
  /** Its path within the archive, with slashes. */
  readonly name: string;
  /** Bytes once it is unpacked, as the archive says; reading fails where that is a lie. */
  readonly size: number;
  readonly isEncrypted: boolean;
  /** Its bytes, unpacked as they are asked for. Raises `BAD_FILE` where they are damaged, encrypted, or too many. */
  read(): AsyncGenerator<Buffer, void, undefined>;
}

/** An opened archive. */
export interface ZipArchive {
  readonly members: readonly ZipMember[];
  close(): void;
}

/** Files in one archive beyond which it is refused. */
const MOST_MEMBERS = 20_000;
/** Bytes that a member may hold whatever it was packed to. */
const SMALL = 64 << 20;
/** How many times its packed size a larger member may have; tables reach 50. */
const MOST_TIMES = 250;
/** Bytes of any member. */
const LARGEST = 2 ** 37;

/** Lists what is in a .zip file; folders are left out. Raises `BAD_FILE`. `shown` is what to call the file in messages. */
export async function openZip(file: string, shown: string): Promise<ZipArchive> {
  const zip = await openPromise(file, { autoClose: false }).catch((cause: unknown) => {
    throw damagedZip(shown, cause);
  });
  try {
    const members: ZipMember[] = [];
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      if (members.length === MOST_MEMBERS) throw tooLarge(shown, `holds more than ${MOST_MEMBERS} files`);
      members.push(memberOf(zip, entry, shown));
    }
    return { members, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof QuintileError ? error : damagedZip(shown, error);
  }
}

function memberOf(zip: ZipFile, entry: Entry, shown: string): ZipMember {
  return {
    name: entry.fileName,
    size: entry.uncompressedSize,
    isEncrypted: entry.isEncrypted(),
    read: () => readMember(zip, entry, shown),
  };
}

async function* readMember(zip: ZipFile, entry: Entry, shown: string): AsyncGenerator<Buffer, void, undefined> {
  if (entry.isEncrypted()) {
    throw new QuintileError("BAD_FILE", `${entry.fileName} in ${shown} is locked with a password.`, {
      hint: "Unpack it with the password, and give the file that comes out.",
    });
  }
  const size = entry.uncompressedSize;
  if (size > LARGEST || (size > SMALL && size > MOST_TIMES * entry.compressedSize))
    throw tooLarge(
      shown,
      `unpacks ${entry.fileName} to ${Math.round(size / Math.max(1, entry.compressedSize))} times its size`,
    );
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof QuintileError ? error : damagedZip(shown, error);
  }
}

function damagedZip(shown: string, cause: unknown): QuintileError {
  return new QuintileError("BAD_FILE", `${shown} is not a whole ZIP archive: it is damaged or cut off.`, {
    hint: "Write or download it again, and compare its size with the original.",
    cause,
  });
}

function tooLarge(shown: string, what: string): QuintileError {
  return new QuintileError("BAD_FILE", `${shown} ${what}, which no table does.`, {
    hint: "If you trust the file, unpack it yourself and give the file that comes out.",
  });
}
