import fc from "fast-check";
import type { Dimension, OracleOptions, RawSale } from "../oracle/score-sales.js";

/** Sales as a text file has them, and how they are to be scored. */
export interface Shop {
  readonly rows: readonly RawSale[];
  readonly options: OracleOptions;
}

const NUMBERS = ["1", "2", "3", "10", "9", "-4", "0", "123456789012345678", "20", "100"];
const TEXTS = [
  "a",
  "B",
  " a",
  "a ",
  "\u00e9",
  "\ufb00",
  "\u{1F600}",
  "007",
  "x,y",
  'q"uote',
  "new\nline",
  "'; drop table x; --",
];
const NOBODY = [null, " ", "\u00a0"];

const customers = fc.constantFrom(
  NUMBERS,
  NUMBERS,
  TEXTS,
  [...NUMBERS, "007"],
  [...NUMBERS, ...TEXTS],
  Array.from({ length: 60 }, (_, index) => String(index)),
);

const day = fc
  .integer({ min: 0, max: 500 })
  .map((each) => new Date(Date.UTC(2023, 0, 1 + each)).toISOString().slice(0, 10));
const two = (max: number) => fc.integer({ min: 0, max }).map((each) => String(each).padStart(2, "0"));
const time = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(":"));
const timestamp = fc
  .tuple(
    day,
    fc.constantFrom(" ", "T"),
    time,
    fc.constantFrom("", "", ".5", ".123456", "Z", "+05:30", "-08", ".25+0100"),
  )
  .map((parts) => parts.join(""));

/** How the dates of one shop are written; some shops mix, and some have dates that are none. */
const dates = fc.constantFrom(
  [day],
  [day, day, day, fc.constantFrom("2024-02-30", "n/a", null)],
  [timestamp],
  [day, timestamp],
  [timestamp, timestamp, fc.constantFrom("2024-01-01 25:00:00", "soon")],
);

const cents = fc.integer({ min: -20_000, max: 100_000 }).map((each) => (each / 100).toFixed(2));
const fine = fc
  .tuple(fc.constantFrom("", "-"), fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([sign, whole, fraction]) => `${sign}${whole}.${String(fraction).padStart(6, "0")}`);
const few = fc.constantFrom("10", "20", "20.00", "0", "-5");
const wide = fc.constantFrom("100000000000000", "-99999999999999.9999", "1e14", "99999999999999.99995");
const none = fc.constantFrom(null, "n/a", "1,5,5", "NaN", "-Infinity", "1e400", "100000000000000.0001");

const amounts = fc.constantFrom(
  [cents],
  [few],
  [fine],
  [cents, cents, cents, none],
  [cents, few, wide, fine],
  [few, none],
);

/** Rows of one shop. */
export const rowsOf = (least = 1, most = 60): fc.Arbitrary<readonly RawSale[]> =>
  fc.tuple(customers, dates, amounts).chain(([ids, datesOfShop, amountsOfShop]) =>
    fc.array(
      fc.record({
        customer: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...ids) },
          { weight: 1, arbitrary: fc.constantFrom(...NOBODY) },
        ),
        date: fc.oneof(...datesOfShop),
        revenue: fc.oneof(...amountsOfShop),
        order: fc.constantFrom("A-1", "A-2", "A-3", "A-4", null),
      }),
      { minLength: least, maxLength: most },
    ),
  );

const options: fc.Arbitrary<OracleOptions> = fc.record({
  refunds: fc.constantFrom("net", "net", "amount-only", "ignore"),
  asOf: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.oneof(day, timestamp) }),
  since: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
  orders: fc.boolean(),
  first: fc.subarray<Dimension>(["recency", "frequency", "monetary"]),
  scoring: fc.constantFrom("quintiles", "quintiles", "quintiles", "general", "b2b-service", "saas", "manufacturing"),
  model: fc.constantFrom("five-segment", "eleven-segment"),
});

/** Any shop, scored in any way. */
export const shops: fc.Arbitrary<Shop> = fc.record({ rows: rowsOf(), options });
