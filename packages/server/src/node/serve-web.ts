import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Context, Hono } from "hono";
import type { PageFacts } from "./page-facts.ts";

export type WebOptions = {
  /** The built web app. */
  readonly root: string;
  readonly page: () => Promise<PageFacts>;
};

const policy = [
  "default-src 'self'",
  "img-src 'self' https: data:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** Serves the web app: its files, the page for every address of its own, and what it has to know of this server. */
export function serveWeb(http: Hono, { root, page }: WebOptions): void {
  http.get("/config.json", async (context) =>
    context.json(await page(), 200, { "cache-control": "no-cache" }),
  );
  http.get(
    "/assets/*",
    serveStatic({
      root,
      onFound: (_path, context) =>
        context.header("cache-control", "public, max-age=31536000, immutable"),
    }),
  );
  http.get("*", async (context, next) => {
    secure(context);
    await next();
  });
  http.get(
    "*",
    serveStatic({ root, onFound: (_path, context) => context.header("cache-control", "no-cache") }),
  );
  http.get("*", async (context) => {
    const index = join(root, "index.html");
    if (!existsSync(index))
      return context.text("The web app is not built. Run npm start once.", 503);
    return context.html(await readFile(index, "utf8"), 200, { "cache-control": "no-cache" });
  });
}

function secure(context: Context): void {
  context.header("content-security-policy", policy);
  context.header("x-content-type-options", "nosniff");
  context.header("referrer-policy", "same-origin");
}
