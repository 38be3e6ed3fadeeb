import { type Encoding, UTF_16_BE, UTF_16_LE } from "./encoding.js";

/** What a file's bytes say about its encoding. */
export interface EncodingFinding {
  readonly encoding: Encoding;
  /**
   * What it rests on: a mark at the start, zero bytes beside plain letters, all bytes being valid UTF-8, or the words that
   * hold a byte outside ASCII. `mixed`: most of those words are UTF-8 and some are not, so that no encoding reads them all.
   */
  readonly evidence: "mark" | "zeros" | "valid" | "words" | "mixed";
  /** False where another encoding reads different text that is nearly as likely; `others` names those, likeliest first. */
  readonly certain: boolean;
  readonly others: readonly Encoding[];
}

/** UTF-16 by its mark, or by plain letters in it, whose every second byte is zero; undefined for anything else. */
export function findWideEncoding(start: Uint8Array): EncodingFinding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return sure(UTF_16_LE, "mark");
  if (start[0] === 0xfe && start[1] === 0xff) return sure(UTF_16_BE, "mark");
  const looked = start.subarray(0, LOOKED_AT);
  let [even, odd] = [0, 0];
  looked.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  const many = looked.length / 10;
  if (odd >= many && even === 0 && odd > 0) return sure(UTF_16_LE, "zeros");
  if (even >= many && odd === 0 && even > 0) return sure(UTF_16_BE, "zeros");
  return undefined;
}

/** Bytes. */
const LOOKED_AT = 4096;

/** A finding without a doubt. */
export function sure(encoding: Encoding, evidence: EncodingFinding["evidence"]): EncodingFinding {
  return { encoding, evidence, certain: true, others: [] };
}
