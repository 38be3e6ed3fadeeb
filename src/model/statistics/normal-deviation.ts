/** The standard normal variable is farther from 0 in 5 % of cases. */
export const DEVIATION_95 = 1.959963984540054;
