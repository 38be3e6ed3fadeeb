/**
 * The quantile of Student's t distribution: the value that the variable exceeds with probability 1 − p.
 *
 * The probability between −t and t is a finite sum for whole degrees of freedom (M. Abramowitz and I. A. Stegun, "Handbook of
 * Mathematical Functions" (1964), 26.7.3 and 26.7.4), which is solved for the angle θ = arctan(t ÷ √df) by bisection. The error is
 * about 1e-15 ÷ (1 − p).
 *
 * @param p above 0.5 and below 1.
 * @param degrees of freedom, a whole number from 1 on.
 * @example studentTQuantile(0.975, 19); // 2.0930…
 */
export function studentTQuantile(p: number, degrees: number): number {
  const wanted = 2 * p - 1;
  let [low, high] = [0, Math.PI / 2];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return Math.tan(middle) * Math.sqrt(degrees);
    if (probabilityWithin(middle, degrees) < wanted) low = middle;
    else high = middle;
  }
}

/** The probability of a value between −t and t, of which θ is the angle. */
function probabilityWithin(theta: number, degrees: number): number {
  const isOdd = degrees % 2 === 1;
  const cosine = Math.cos(theta);
  let term = isOdd ? cosine : 1;
  let sum = 0;
  for (let next = isOdd ? 2 : 1; next < degrees; next += 2) {
    sum += term;
    term *= (next / (next + 1)) * cosine * cosine;
  }
  const inner = sum * Math.sin(theta);
  return isOdd ? (2 / Math.PI) * (theta + inner) : inner;
}
