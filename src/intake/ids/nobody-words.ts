import { inPlainLetters } from "../../sql/dates/plain-letters.js";

/** What stands where no customer is known, or where it is none who buys: in an id, or before the @ of an address. */
const WORDS = {
  guests: `
    guest, guest user, guest customer, guest checkout, walk in, walkin, walk in customer, anonymous, anon, cash, cash customer, cash sale,
    counter sale, retail customer, one time customer,
    gast, gastkunde, laufkunde, laufkundschaft, barkunde, barverkauf, anonym, tageskunde,
    invité, client de passage, client comptoir, comptoir, anonyme,
    invitado, mostrador, cliente mostrador, público general, público en general, consumidor final, anónimo, ventas mostrador,
    convidado, cliente balcão, balcão, anônimo, cliente avulso,
    ospite, banco, cliente occasionale, anonimo, corrispettivi,
    gastklant, balie, kassaklant, passant, anoniem, contante klant,
    misafir, perakende müşteri, peşin müşteri, anonim,
    gość, detal, klient detaliczny, anonimowy`,
  unknown: `
    unknown, n/a, na, none, null, nil, nan, undefined, not available, no customer, missing, tbd, xxx, -, --, ?, ??, 0, 00, 000, 0000, 00000, -1,
    unbekannt, k. a., keine angabe, ohne,
    inconnu, non renseigné, aucun,
    desconocido, sin cliente, sin nombre, ninguno, desconhecido, sem cliente, não informado, nenhum,
    sconosciuto, nessuno, onbekend, geen, bilinmeyen, yok, nieznany, brak`,
  tests: `
    test, tester, testing, test user, test customer, test account, test order, demo, dummy, sample, example,
    testkunde, probe, musterkunde, max mustermann, client test, essai, prueba, cliente prueba, teste, cliente teste, prova, cliente prova,
    testklant, proef, deneme, test müşteri, próba, klient testowy`,
  staff: `
    staff, employee, employees, internal, admin, administrator, house account, personnel, office, owner, no reply, noreply,
    mitarbeiter, personal, intern, eigenverbrauch, employé, employés, interne, empleado, empleados, funcionário, funcionários,
    dipendente, dipendenti, interno, personale, personeel, medewerker, personel, çalışan, pracownik, pracownicy`,
} as const;

/** What an id without a customer behind it stands for. */
export type Nobody = keyof typeof WORDS;

const wordsOf = (text: string): string[] => text.split(",").map((word) => inPlainLetters(word.trim()).toLowerCase());

const KINDS: ReadonlyMap<string, Nobody> = new Map(
  (Object.keys(WORDS) as Nobody[]).flatMap((kind) => wordsOf(WORDS[kind]).map((word) => [word, kind] as const)),
);

/** Blanks between words may be written as a point, a line or nothing. */
const patternOf = (word: string): string => word.replaceAll(/[^a-z0-9 ]/g, String.raw`\$&`).replaceAll(" ", "[ ._-]?");

/** Behind a word there may be a number; behind a zero it would be another number. */
const COUNT = "([ _-]?[0-9]{1,3})?";

const isCounted = (word: string): boolean => /[a-z]$/.test(word);

const oneOf = (words: readonly string[]): string => `(${words.map(patternOf).join("|")})`;

/** A pattern for ids in small plain letters that look like nobody's: such a word, with a number or a domain behind it. */
export const NOBODY_PATTERN = `(${oneOf([...KINDS.keys()].filter(isCounted))}${COUNT}|${oneOf(
  [...KINDS.keys()].filter((word) => !isCounted(word)),
)})(@.*)?`;

/** Which word an id that fits the pattern is made of. */
const BARE = [...KINDS].map(([word, kind]) => ({
  word,
  kind,
  pattern: new RegExp(`^${patternOf(word)}${isCounted(word) ? COUNT : ""}(@.*)?$`),
}));

/** The word that an id in small plain letters is made of, and what it stands for; undefined for an id that is somebody's. */
export function nobodyIn(id: string): { readonly word: string; readonly kind: Nobody } | undefined {
  return BARE.find(({ pattern }) => pattern.test(id));
}
