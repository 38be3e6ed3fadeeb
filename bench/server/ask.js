import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

/**
 * @typedef {object} Answer
 * @property {number} milliseconds until the last byte was there
 * @property {any} body
 */

/**
 * Asks once, and throws at any answer but 200: a quick error is no figure.
 * @param {string} url @returns {Promise<Answer>}
 */
export function ask(url) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const asked = request(url, { agent }, (answer) => {
      /** @type {Buffer[]} */
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const milliseconds = performance.now() - start;
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode !== 200) return reject(new Error(`${url}: ${answer.statusCode} ${text}`));
        return resolve({ milliseconds, body: JSON.parse(text) });
      });
    });
    asked.on("error", reject).end();
  });
}

/**
 * Asks at a steady rate, whether answers are there yet or not. A time counts from when the request was due, so that a
 * server which falls behind cannot hide it.
 * @param {(n: number) => string} urlOf of the n-th request
 * @param {number} perSecond
 * @param {number} seconds
 * @param {(body: any, n: number) => void} check throws where the answer is not right
 * @returns {Promise<{ milliseconds: number[], seconds: number }>} times in order of size, and how long it took in all
 */
export async function askSteadily(urlOf, perSecond, seconds, check) {
  const start = performance.now();
  /** @type {Promise<number>[]} */
  const answers = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = start + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(
      ask(urlOf(n)).then(({ body }) => {
        check(body, n);
        return performance.now() - due;
      }),
    );
  }
  const milliseconds = (await Promise.all(answers)).toSorted((a, b) => a - b);
  return { milliseconds, seconds: (performance.now() - start) / 1000 };
}
