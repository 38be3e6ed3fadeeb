import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** A file of the dashboard. */
interface StaticFile {
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly tag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const MISSING =
  '<!doctype html><title>Quintile</title><p>This installation has no dashboard. The API is at <a href="/api/v1/openapi.json">/api/v1</a>.</p>\n';

/**
 * Answers with the files of a folder as they were at the start. A path is looked up among their names, so none can lead
 * elsewhere. A path without a dot is a view of the dashboard, and gets `index.html`.
 */
export function staticFiles(folder: string): (path: string, known: string | null) => Response | undefined {
  const files = readFiles(folder);
  return (path, known) => {
    const isView = !path.includes(".");
    const file = files.get(isView ? "/index.html" : path);
    if (file === undefined) {
      return isView
        ? new Response(MISSING, { status: 404, headers: { "content-type": "text/html; charset=utf-8" } })
        : undefined;
    }
    const headers = {
      "content-type": file.type,
      // The build names assets by their content; everything else is asked for anew.
      "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      etag: file.tag,
    };
    return known === file.tag ? new Response(null, { status: 304, headers }) : new Response(file.content, { headers });
  };
}

function readFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const content = Uint8Array.from(readFileSync(path));
    const tag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 16)}"`;
    files.set(`/${relative(folder, path).split(sep).join("/")}`, { type, content, tag });
  }
  return files;
}
