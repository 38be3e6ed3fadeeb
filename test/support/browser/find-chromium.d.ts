/** Finds a Chromium, or unpacks the packaged one, and returns its path. */
export declare function findChromium(): Promise<string>;

/** What every browser of the tests is started with. */
export declare const CHROMIUM_FLAGS: readonly string[];
