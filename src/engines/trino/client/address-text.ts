import {
  type AddressForm,
  brokenAddress,
  decodeAddressPart,
  readAddressParts,
  withoutSecrets,
} from "../../server/address-parts.js";
import { isTrinoParameter, readTrinoParameters, type TrinoParameters } from "./parameters.js";

const FORM: AddressForm = {
  scheme: /^trino:/,
  shownScheme: "trino://",
  howToWrite:
    "Write trino://user@host:8080/catalog/schema. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25.",
  oneHost: "Name one: the coordinator, or the load balancer before it.",
  parameterName: /^[\w.]+$/,
  isParameter: isTrinoParameter,
  // A name with a stray letter or in other spelling counts: what is not shown does no harm.
  isSecret: (name) => /pass?w|pwd|tok|access|jwt|secret|credential|%/i.test(name),
};

/** What the text of an address says, decoded; undefined where it says nothing. */
export interface TrinoAddressText extends TrinoParameters {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
}

/** True where a location of sales or of a store means a schema in Trino. */
export function isTrinoAddress(location: string): boolean {
  return /^trino:/i.test(location);
}

/** What the text of an address says. Raises `USAGE`, and repeats nothing that might be a part of a password. */
export function readTrinoAddressText(location: string): TrinoAddressText {
  const { user, password, host, port, path, parameters } = readAddressParts(location, FORM);
  const [catalog = "", schema = "", ...rest] = path.replace(/\/$/, "").split("/");
  if (rest.length > 0) throw brokenAddress("has more than a catalog and a schema after the host", FORM);
  const read = readTrinoParameters(parameters);
  return {
    ...read,
    user: given(read.values.get("user")) ?? given(user),
    password: given(read.values.get("password")) ?? given(password),
    host: given(host),
    port: given(port),
    catalog: given(decodeAddressPart(catalog, FORM)),
    schema: given(decodeAddressPart(schema, FORM)),
  };
}

/** An address as the user wrote it, without its password and access token; other locations come back as they are. */
export function withoutTrinoPassword(location: string): string {
  return withoutSecrets(location, FORM);
}

/** An empty text counts as not given. */
function given(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
