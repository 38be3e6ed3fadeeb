import { createHash } from "node:crypto";
import type { Locator, Page } from "playwright-core";

/** Pixels of a canvas by their colour, as shares of all: `#12508a` to 0.25. Colours below 1 % are left out. */
export async function coloursOf(canvas: Locator): Promise<Readonly<Record<string, number>>> {
  return canvas.evaluate((element) => {
    const { data } = contextOf(element);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const [r = 0, g = 0, b = 0] = data.slice(at, at + 3);
      const colour = `#${((r << 16) | (g << 8) | b).toString(16).padStart(6, "0")}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const all = data.length / 4;
    return Object.fromEntries([...counts].filter(([, count]) => count / all >= 0.01).map(([c, n]) => [c, n / all]));

    function contextOf(node: unknown): { data: Uint8ClampedArray } {
      const drawn = node as { width: number; height: number; getContext(kind: "2d"): CanvasLike };
      return drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height);
    }
    interface CanvasLike {
      getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
    }
  });
}

/** A fingerprint of the picture on each canvas of a page, in the order of the page: equal where every pixel is. */
export async function picturesOf(page: Page): Promise<readonly string[]> {
  const pictures = await page
    .locator("canvas")
    .evaluateAll((all: unknown[]) => all.map((each) => (each as { toDataURL(): string }).toDataURL()));
  return pictures.map((picture) => createHash("sha256").update(picture).digest("hex").slice(0, 16));
}
