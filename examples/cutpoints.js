// Scores values by quintile without any engine, as pd.qcut does: node examples/cutpoints.js
import { fitCutpoints, scoreValue } from "quintile/model";

const amounts = [12, 55, 20, 90, 31, 20, 44, 78, 63, 20];
const cutpoints = fitCutpoints(amounts);

process.stdout.write(`cutpoints ${cutpoints.join(", ")}\n`);
process.stdout.write(`${amounts.map((amount) => `${amount}→${scoreValue(amount, cutpoints)}`).join(" ")}\n`);
