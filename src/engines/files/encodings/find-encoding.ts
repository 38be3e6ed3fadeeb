import { isUtf8 } from "node:buffer";
import { WordCollector } from "./collect-words.js";
import { decodeBytes } from "./decode-text.js";
import { type Encoding, encodingOf, UTF_8 } from "./encoding.js";
import { shareOfOddWords } from "./odd-words.js";
import { Utf8Check } from "./utf8-check.js";
import { type EncodingFinding, findWideEncoding, sure } from "./wide-encoding.js";

/**
 * Finds the encoding of a text from all of its bytes: UTF-8 unless an invalid byte occurs anywhere. Memory is bounded. The
 * order of lines plays no part.
 */
export async function findEncoding(chunks: AsyncIterable<Uint8Array>): Promise<EncodingFinding> {
  const utf8 = new Utf8Check();
  const collector = new WordCollector();
  let isStart = true;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const wide = isStart ? findWideEncoding(chunk) : undefined;
    if (wide !== undefined) return wide;
    isStart = false;
    utf8.read(chunk);
    collector.read(chunk);
  }
  if (utf8.end()) return sure(UTF_8, "valid");
  return judgeWords(collector.words());
}

/** Encodings of files that people have, by the names of the detector, with how much likelier than it thinks they are. */
const CANDIDATES: Readonly<Record<string, readonly [label: string, weight: number]>> = {
  "windows-1252": ["windows-1252", 1.75],
  "iso8859-15": ["iso-8859-15", 1.74],
  macroman: ["macintosh", 1.65],
  "windows-1250": ["windows-1250", 1],
  "iso-8859-2": ["iso-8859-2", 0.99],
  "windows-1251": ["windows-1251", 1.1],
  "windows-1253": ["windows-1253", 1],
  "iso-8859-7": ["iso-8859-7", 0.99],
  "windows-1254": ["windows-1254", 1.25],
  // The detector tells no Turkish of ISO-8859-9 from that of Windows-1254, which holds all of the former.
  "iso-8859-9": ["windows-1254", 1.25],
  "windows-1255": ["windows-1255", 1],
  "windows-1256": ["windows-1256", 1],
  "windows-1257": ["windows-1257", 0.7],
  "windows-1258": ["windows-1258", 0.7],
  "iso-8859-5": ["iso-8859-5", 1],
  macturkish: ["macturkish", 0.9],
  maccyrillic: ["x-mac-cyrillic", 0.9],
  "koi8-r": ["koi8-r", 1],
  "koi8-u": ["koi8-u", 1],
  cp850: ["cp850", 1.6],
  cp852: ["cp852", 0.9],
  ibm866: ["ibm866", 1],
  "tis-620": ["windows-874", 1],
  cp932: ["shift_jis", 1.2],
  "euc-jp": ["euc-jp", 1.3],
  gb18030: ["gb18030", 1],
  big5: ["big5", 1],
  cp949: ["euc-kr", 1.2],
};
/** The same as the detector takes them. */
const DETECTOR_NAMES = (
  "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 " +
  "iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-9 iso-8859-15 mac-roman mac-turkish mac-cyrillic koi8-r koi8-u cp850 cp852 " +
  "cp866 tis-620 cp932 euc-jp gb18030 big5hkscs cp949"
).split(" ");

/** How much likelier the first encoding has to be than another one that reads something else. */
const CLEAR = 1.15;

/** The same where the text has so few letters beyond ASCII that a single one may decide. */
const FEW_LETTERS = 3;
const CLEAR_OF_FEW = 3;

/** Two bytes make a character there, and most pairs are one in each of them: a few names tell them badly. */
const EAST_ASIAN: readonly string[] = ["gb18030", "big5", "euc-jp", "euc-kr", "shift_jis"];
const CLEAR_IN_EAST_ASIA = 4;

/** How strongly odd words count against an encoding. */
const ODDNESS = 3;

/** Encodings that differ in some signs and in few letters: where one makes more sense of those, the other is no rival. */
const TWINS = [
  ["windows-1252", "iso-8859-15"],
  ["windows-1250", "iso-8859-2"],
  ["windows-1253", "iso-8859-7"],
];

interface Candidate {
  readonly encoding: Encoding;
  readonly text: string;
  readonly oddness: number;
  readonly likelihood: number;
}

/** @param letters how many letters beyond ASCII the text has, each counted once. */
function isRival(other: Candidate, best: Candidate, letters: number): boolean {
  const labels = [other.encoding.label, best.encoding.label];
  const areEastAsian = labels.every((label) => EAST_ASIAN.includes(label));
  const clear = areEastAsian ? CLEAR_IN_EAST_ASIA : letters <= FEW_LETTERS ? CLEAR_OF_FEW : CLEAR;
  if (other.text === best.text || other.likelihood * clear <= best.likelihood) return false;
  const areTwins = TWINS.some((twins) => labels.every((label) => twins.includes(label)));
  return !areTwins || other.oddness <= best.oddness;
}

/** Which encoding makes words of the bytes: the detector's opinion, without encodings that make words which no language has. */
async function judgeWords(words: readonly string[]): Promise<EncodingFinding> {
  const { detectAll } = await import("jschardet");
  const valid = words.filter((word) => isUtf8(Buffer.from(word, "latin1"))).length;
  if (2 * valid > words.length) return { ...sure(UTF_8, "mixed"), certain: false };
  const bytes = Buffer.from(words.join(" "), "latin1");
  // Signs that stand alone, such as that of a currency, say nothing about a language.
  const long = words.filter((word) => word.length > 2);
  const telling = long.length === 0 ? bytes : Buffer.from(long.join(" "), "latin1");
  const letters = new Set(telling.filter((byte) => byte >= 0x80)).size;
  const candidates = new Map<string, Candidate>();
  for (const { encoding, confidence } of detectAll(telling, { detectEncodings: DETECTOR_NAMES, minimumThreshold: 0 })) {
    const [label, weight] = CANDIDATES[encoding?.toLowerCase() ?? ""] ?? [];
    if (label === undefined || weight === undefined) continue;
    const text = decodeBytes(bytes, encodingOf(label));
    const oddness = shareOfOddWords(text.split(" "), label);
    const likelihood = confidence * weight * (1 - oddness) ** ODDNESS;
    if (likelihood <= (candidates.get(label)?.likelihood ?? 0)) continue;
    candidates.set(label, { encoding: encodingOf(label), text, oddness, likelihood });
  }
  const [best, ...rest] = [...candidates.values()].toSorted((a, b) => b.likelihood - a.likelihood);
  if (best === undefined)
    return { encoding: encodingOf("windows-1252"), evidence: "words", certain: false, others: [] };
  const rivals = rest.filter((each) => isRival(each, best, letters));
  return {
    encoding: best.encoding,
    evidence: "words",
    certain: rivals.length === 0 && candidates.size > 1,
    others: rivals.slice(0, 3).map(({ encoding }) => encoding),
  };
}
