import { DARK_THEME, LIGHT_THEME } from "../../display/charts/theme.js";
import { themeVariables } from "./css-theme.js";

const FILLS = ["top", "none", "at-risk", "low-value"];

/** The style of the page: light or dark as the reader has it, light on paper, one column on a phone. */
export const STYLES = `
:root{color-scheme:light dark;--page:#f4f6f9;${themeVariables(LIGHT_THEME)}}
@media (prefers-color-scheme:dark){:root{--page:#0f1318;${themeVariables(DARK_THEME)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 ${LIGHT_THEME.font};-webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{padding-top:40px}
h1{margin:0;font-size:30px;line-height:1.2;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:0 0 12px;font-size:21px;line-height:1.3}
h3{margin:0 0 6px;font-size:16px;line-height:1.4;overflow-wrap:anywhere}
header p{margin:6px 0 0;color:var(--muted);overflow-wrap:anywhere}
section{margin:24px 0;padding:24px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
p{margin:0 0 16px;max-width:75ch}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px;margin:24px 0}
.figures div{padding:16px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
dt{color:var(--muted);font-size:14px}
dd{margin:0}
.value{font-size:21px;font-weight:650;line-height:1.35}
.beside{color:var(--muted);font-size:14px}
.charts{display:grid;gap:24px;margin-bottom:24px}
.two{grid-template-columns:repeat(2,minmax(0,1fr))}
.three{grid-template-columns:repeat(3,minmax(0,1fr))}
figure{margin:0;min-width:0}
.aside{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:32px;align-items:start;margin-bottom:8px}
.aside figure{max-width:600px}
.column{flex-direction:column}
figure.wide{max-width:720px;margin-bottom:16px}
.chart{display:block;width:100%;height:auto;font-family:inherit}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 12px;color:var(--muted);font-size:14px;max-width:none}
.key{white-space:nowrap}
.swatch{display:inline-block;width:12px;height:12px;margin-right:7px;border-radius:3px;vertical-align:-1px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
${FILLS.map((name) => `.fill-${name}{background:var(--${name})}`).join("")}
${[0, 1, 2, 3, 4].map((step) => `.ramp-${step}{background:var(--ramp-${step})}`).join("")}
.note,.none{margin:4px 0 0;color:var(--muted);font-size:14px;max-width:none;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:0 0 20px}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
section>.scroll:last-child,details>.scroll{margin-bottom:0}
table{width:100%;border-collapse:collapse;font-size:14px;line-height:1.4}
caption{padding-bottom:6px;color:var(--muted);text-align:left}
th,td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--muted);font-weight:500;vertical-align:bottom}
thead .number{white-space:normal}
tbody th{font-weight:600;max-width:18em;overflow-wrap:break-word}
#segments tbody th{padding-left:20px}
th .swatch{float:left;margin:4px 0 0 -20px}
td{overflow-wrap:break-word}
#segments td:last-child{min-width:15em}
.number{text-align:right;white-space:nowrap}
tr>:first-child{padding-left:0}
tr>:last-child{padding-right:0}
summary{cursor:pointer;color:var(--muted);font-size:14px}
details>.scroll{margin-top:12px}
.columns{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:24px;margin-bottom:20px}
.facts{margin:0;font-size:14px}
.facts div{padding:5px 0}
.facts dd{overflow-wrap:anywhere}
.warnings,.sentences{margin:0 0 16px;padding-left:20px}
.trend{display:block}
.trend polyline{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-linejoin:round}
.trend circle{fill:var(--accent)}
#movement figure{margin-bottom:20px}
#movement tbody th{padding-left:20px}
#movement td{vertical-align:middle}
footer{padding-bottom:40px;color:var(--muted);font-size:14px}
@media (max-width:900px){.three,.columns,.aside{grid-template-columns:minmax(0,1fr)}.column{flex-direction:row}.aside{gap:8px}.three figure{max-width:480px}}
@media (max-width:700px){header,main,footer{padding-left:14px;padding-right:14px}header{padding-top:24px}h1{font-size:25px}.two{grid-template-columns:minmax(0,1fr)}section{padding:18px 14px}.figures{grid-template-columns:repeat(2,minmax(0,1fr))}.figures div{padding:12px}.value{font-size:18px;overflow-wrap:anywhere}}
@page{size:A4;margin:13mm}
@media print{
:root{color-scheme:light;--page:#fff;${themeVariables(LIGHT_THEME)}}
body{font-size:10.5pt}
header,main,footer{max-width:none;padding:0}
header{padding-top:0}
h1{font-size:20pt}
section{margin:14pt 0;padding:0;border:0;border-radius:0}
section+section{padding-top:12pt;border-top:1px solid var(--line)}
.figures{grid-template-columns:repeat(3,1fr);gap:6pt;margin:12pt 0}
.figures div{padding:7pt 9pt}
.value{font-size:13pt}
.two{grid-template-columns:repeat(2,minmax(0,1fr))}
.three,.columns{grid-template-columns:repeat(3,minmax(0,1fr));gap:12pt}
.charts{margin-bottom:12pt}
.aside{grid-template-columns:minmax(0,1fr) minmax(0,2fr)}
.column{flex-direction:column}
#segments td:last-child{min-width:0}
figure.wide{max-width:150mm}
.chart,.figures div{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{overflow:visible}
table{font-size:8pt}
th,td{padding:3pt 3.5pt}
thead th{white-space:normal}
th .swatch{margin-top:1pt}
h2,h3,caption,.legend{break-after:avoid}
figure,tr,.figures,dl div{break-inside:avoid}
thead{display:table-header-group}
#distributions,#method,#movement{break-before:page}
details{display:none}
}
`.trim();
