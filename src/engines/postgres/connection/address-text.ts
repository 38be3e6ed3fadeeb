import type { QuintileError } from "../../../errors.js";
import {
  type AddressForm,
  decodeAddressPart,
  readAddressParts,
  severalHosts as namesSeveralHosts,
  withoutSecrets,
} from "../../server/address-parts.js";
import { isParameter, type Parameter, readParameter, type Settings } from "./parameters.js";

const FORM: AddressForm = {
  scheme: /^postgres(?:ql)?:/,
  shownScheme: "postgres://",
  howToWrite:
    "Write postgres://user@host:5432/database. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25.",
  oneHost: "Name one: the primary where Quintile publishes, or a replica that it only reads.",
  parameterName: /^\w+$/,
  isParameter,
  // A name with a stray letter or in other spelling counts: what is not shown does no harm.
  isSecret: (name) => /pass?w|pwd|%/i.test(name),
};

/** True where a location of sales or of a store means a PostgreSQL database. */
export function isPostgresAddress(location: string): boolean {
  return /^postgres(ql)?:/i.test(location);
}

/** What the text of an address says, decoded. Raises `USAGE`, and repeats nothing that might be a part of a password. */
export function readAddressText(location: string): Settings {
  const { user, password, host, port, path, parameters } = readAddressParts(location, FORM);
  const settings = new Map<Parameter, string>([
    ["user", user],
    ["password", password],
    ["host", host],
    ["port", port],
    ["dbname", decodeAddressPart(path, FORM)],
  ]);
  for (const [name, value] of parameters) {
    const parameter = readParameter(name, value);
    if (parameter !== undefined) settings.set(...parameter);
  }
  return settings;
}

/** One connection goes to one host. */
export function severalHosts(): QuintileError {
  return namesSeveralHosts(FORM);
}

/** An address as the user wrote it, without its password; other locations come back as they are. */
export function withoutPassword(location: string): string {
  return withoutSecrets(location, FORM);
}
