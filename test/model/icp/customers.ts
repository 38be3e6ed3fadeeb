/** A record with attributes by name. */
type AttributeRecord = Readonly<Record<string, unknown>>;

/** Top performers, and all customers. */
export interface Customers {
  readonly top: readonly AttributeRecord[];
  readonly all: readonly AttributeRecord[];
}

/** Customers by their value of one attribute: how many are top performers, and how many are not. */
export function customersWith(
  dimension: string,
  counts: Readonly<Record<string, readonly [top: number, others: number]>>,
): Customers {
  const records = (of: 0 | 1): AttributeRecord[] =>
    Object.entries(counts).flatMap(([value, count]) =>
      Array.from({ length: count[of] }, () => ({ [dimension]: value })),
    );
  const top = records(0);
  return { top, all: [...records(1), ...top] };
}
