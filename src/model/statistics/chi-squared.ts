/**
 * The probability that a chi-squared variable is at least as large as x: the regularized upper incomplete gamma function Q(df ÷ 2, x ÷ 2),
 * as a series below its middle and as a continued fraction above it (W. H. Press and others, "Numerical Recipes" (2007), 6.2). The relative
 * error is below 1e-12.
 *
 * @param degrees of freedom, a whole number; with none of them the answer is 1.
 */
export function chiSquaredTail(x: number, degrees: number): number {
  if (degrees === 0 || x <= 0) return 1;
  const [a, half] = [degrees / 2, x / 2];
  const scale = Math.exp(a * Math.log(half) - half - logGammaOfHalf(degrees));
  return half < a + 1 ? 1 - scale * lowerSeries(a, half) : scale * upperFraction(a, half);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; ; k += 1) {
    term *= x / (a + k);
    if (sum + term === sum) return sum;
    sum += term;
  }
}

/** By Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let [c, d] = [1e300, 1 / b];
  let fraction = d;
  for (let k = 1; ; k += 1) {
    const step = -k * (k - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-15) return fraction;
  }
}

/** log Γ(n ÷ 2) of a whole n, from Γ(1) = 1 or Γ(½) = √π up. */
function logGammaOfHalf(n: number): number {
  let log = n % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let k = n % 2 === 0 ? 2 : 1; k < n; k += 2) log += Math.log(k / 2);
  return log;
}
