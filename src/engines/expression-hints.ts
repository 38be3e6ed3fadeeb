import { inputName } from "../errors.js";

const [CUSTOMER, DATE, REVENUE, ORDER, WHERE] = ["customer", "date", "revenue", "order", "where"].map(inputName);

/** The inputs that may hold SQL of a person, for a sentence. */
export const ANY_EXPRESSION = `${CUSTOMER}, ${DATE}, ${REVENUE}, ${ORDER} or ${WHERE}`;

/** The start of a hint about SQL that an engine does not understand. */
export const CHECK_EXPRESSIONS = `Check the SQL of ${CUSTOMER}, ${DATE}, ${REVENUE}, ${ORDER} and ${WHERE}`;

/** The whole of it, where no more is known. */
export const CHECK_ALL_EXPRESSIONS = `${CHECK_EXPRESSIONS}; CAST(column AS type) reads text as a number or date.`;
