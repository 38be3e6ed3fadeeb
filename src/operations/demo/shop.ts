import { choose, seededRandom } from "./random.js";

/** A shop as a star schema: the rows of each table as CSV lines, header first. */
export interface Shop {
  readonly fact_sales: Iterable<string>;
  readonly dim_customers: Iterable<string>;
  readonly dim_products: Iterable<string>;
}

/** What a shop may differ in. */
export interface ShopOptions {
  readonly seed?: number;
  readonly customers?: number;
  /** About so many; every customer has one at least. */
  readonly sales?: number;
}

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 731; // two years, to 2025-12-31
const DAY = 86_400_000;
const RETURN_SHARE = 0.04;

const INDUSTRIES = [
  ["Retail", 22],
  ["Manufacturing", 18],
  ["Healthcare", 14],
  ["Software", 12],
  ["Education", 11],
  ["Logistics", 10],
  ["Hospitality", 8],
  ["", 5],
] as const;
const EMPLOYEES = [
  ["1-10", 34],
  ["11-50", 28],
  ["51-200", 20],
  ["201-500", 11],
  ["501+", 7],
] as const;
const COMPANY_REVENUES = [
  ["under 1M", 36],
  ["1M-10M", 34],
  ["10M-50M", 20],
  ["over 50M", 10],
] as const;
const STATES = [
  ["California", 18],
  ["Texas", 14],
  ["New York", 13],
  ["Florida", 11],
  ["Illinois", 9],
  ["Ohio", 8],
  ["Georgia", 8],
  ["Washington", 7],
  ["Colorado", 6],
  ["Maine", 6],
] as const;
const CATEGORIES = ["Paper", "Writing", "Desks", "Chairs", "Lighting", "Storage", "Coffee", "Cleaning"] as const;
/** Weight of each month: a quiet summer, a strong autumn. */
const SEASON = [0.8, 0.8, 0.95, 0.95, 1, 0.9, 0.7, 0.75, 1.05, 1.15, 1.6, 1.5] as const;
/** Each day as it is written, and how likely a sale that falls on it stays there: fewer at weekends. */
const CALENDAR = Array.from({ length: DAYS }, (_, day) => {
  const date = new Date(FIRST_DAY + day * DAY);
  const weekend = date.getUTCDay() % 6 === 0 ? 0.35 : 1;
  return { date: date.toISOString().slice(0, 10), likely: ((SEASON[date.getUTCMonth()] as number) * weekend) / 1.6 };
});

interface Customer {
  readonly id: number;
  readonly line: string;
  readonly sales: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly basket: number;
}

/**
 * Makes the demo shop, the same every time: about 5,000 business customers and 120,000 sales over two years, with
 * seasons, returns and a long tail. Software companies and companies of 201 to 500 people are planted as better
 * customers: they buy more often, for more, and stay. Another seed makes another shop of the same kind.
 */
export function makeShop({ seed = 20_251_231, customers: count = 5000, sales = 120_000 }: ShopOptions = {}): Shop {
  const random = seededRandom(seed);
  const products = makeProducts(random);
  const customers = makeCustomers(random, count, sales);
  return {
    dim_products: ["product_id,product_name,category,unit_price", ...products.map(({ line }) => line)],
    dim_customers: [
      "customer_id,customer_name,industry,employee_count,company_revenue,state_region",
      ...customers.map(({ line }) => line),
    ],
    fact_sales: salesOf(customers, products, random),
  };
}

interface Product {
  readonly id: number;
  readonly line: string;
  readonly price: number;
}

function makeProducts(random: () => number): Product[] {
  return Array.from({ length: 160 }, (_, index) => {
    const id = index + 1;
    const category = CATEGORIES[index % CATEGORIES.length] as string;
    const price = Math.round(Math.exp(1 + random() * 4) * 100) / 100;
    return { id, price, line: `${id},${category} ${String(id).padStart(3, "0")},${category},${price.toFixed(2)}` };
  });
}

function makeCustomers(random: () => number, count: number, sales: number): Customer[] {
  const drafts = Array.from({ length: count }, (_, index) => {
    const industry = choose(random, INDUSTRIES);
    const employees = choose(random, EMPLOYEES);
    const revenue = choose(random, COMPANY_REVENUES);
    const state = choose(random, STATES);
    const planted = (industry === "Software" ? 1 : 0) + (employees === "201-500" ? 1 : 0);
    const firstDay = Math.floor(DAYS * 0.92 * random() ** 1.6);
    const leaves = random() < (planted > 0 ? 0.25 : 0.55);
    const stay = DAYS - firstDay;
    const lastDay = leaves ? firstDay + Math.max(1, Math.floor(stay * random())) : DAYS - 1;
    const appetite = Math.exp(1.1 * normal(random)) * (1 + 1.3 * planted) * ((lastDay - firstDay) / DAYS + 0.05);
    const basket = Math.exp(0.4 * normal(random)) * (1 + 0.5 * planted);
    const id = index + 1;
    const line = [id, `Customer ${String(id).padStart(4, "0")}`, industry, employees, revenue, state].join(",");
    return { id, line, appetite, firstDay, lastDay, basket };
  });
  const total = drafts.reduce((sum, { appetite }) => sum + appetite, 0);
  const perAppetite = (sales - count) / total;
  return drafts.map(({ appetite, ...draft }) => ({ ...draft, sales: 1 + Math.round(appetite * perAppetite) }));
}

function* salesOf(
  customers: readonly Customer[],
  products: readonly Product[],
  random: () => number,
): Generator<string> {
  yield "sale_id,customer_id,product_id,sale_date,quantity,revenue";
  let id = 0;
  for (const customer of customers) {
    for (let sale = 0; sale < customer.sales; sale += 1) {
      id += 1;
      const product = products[Math.floor(products.length * random() ** 1.5)] as Product;
      const quantity = 1 + Math.floor(customer.basket * 6 * random() ** 2);
      const sign = random() < RETURN_SHARE ? -1 : 1;
      const cents = sign * quantity * Math.round(product.price * 100);
      yield `${id},${customer.id},${product.id},${saleDate(customer, random)},${sign * quantity},${(cents / 100).toFixed(2)}`;
    }
  }
}

function saleDate(customer: Customer, random: () => number): string {
  for (;;) {
    const day = customer.firstDay + Math.floor((customer.lastDay - customer.firstDay + 1) * random());
    const { date, likely } = CALENDAR[day] as (typeof CALENDAR)[number];
    if (random() < likely) return date;
  }
}

/** A normally distributed number (Box-Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
