// Scores rows that are in memory, without a store: node examples/rows-in-memory.js
import { run } from "quintile";

const source = Array.from({ length: 20 }, (_, n) => ({
  customer_id: `c${n % 5}`,
  sale_date: new Date(Date.UTC(2024, 2, n + 1)),
  revenue: `${n + 10}.50`,
}));

const { rows } = await run({ source, store: null });
for await (const { customer_id, recency, frequency, monetary, segment } of rows) {
  process.stdout.write(`${customer_id} ${recency} ${frequency} ${monetary} ${segment}\n`);
}
