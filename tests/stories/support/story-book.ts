import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** Where `npm test` builds the Storybook. */
const storybookFolder = fileURLToPath(
  new URL("../../../packages/react/dist/storybook/", import.meta.url),
);

export type StoryEntry = { readonly id: string; readonly title: string; readonly name: string };

/** Every story of the built Storybook; none when it was not built. */
export function listStories(): readonly StoryEntry[] {
  const file = join(storybookFolder, "index.json");
  if (!existsSync(file)) return [];
  const { entries } = JSON.parse(readFileSync(file, "utf8")) as {
    entries: Record<string, StoryEntry & { type: string }>; // what Storybook 10 writes
  };
  return Object.values(entries).filter(({ type }) => type === "story");
}

export type StoryServer = { readonly url: string; readonly stop: () => void };

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Serves the built Storybook on a free port. Its files never change while it stands, so browsers may keep them. */
export async function serveStorybook(): Promise<StoryServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/favicon.ico") return void response.writeHead(204).end();
    const file = join(storybookFolder, normalize(pathname));
    const stream = createReadStream(file);
    stream.once("error", () => response.writeHead(404).end());
    stream.once("open", () => {
      response.writeHead(200, {
        "content-type": types[extname(file)] ?? "application/octet-stream",
        "cache-control": "max-age=31536000, immutable",
      });
      stream.pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}
