// Lets the web app be opened without a network, once it was opened with one. It keeps the page, its assets and the
// server's configuration; what people say is kept by the SDK. It never answers for the API.
const shelf = "natter-shell-1";
/** Assets carry a hash in their name, so an old one is never wrong; this many are kept. */
const mostAssets = 80;
/** A server that has not answered by then counts as away. */
const waitMs = 3_000;

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOtherShelves().then(() => self.clients.claim()));
});

// What the page had loaded before this worker was there.
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAssets(event.data.keep));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(freshOrKept(request, "/"));
  else if (url.pathname === "/config.json") event.respondWith(freshOrKept(request, url.pathname));
  else if (isAsset(url)) event.respondWith(keptOrFresh(request));
});

async function keepShell() {
  const cache = await caches.open(shelf);
  await cache.addAll(["/", "/config.json"]);
}

async function keepAssets(urls) {
  const cache = await caches.open(shelf);
  const own = urls.map((url) => new URL(url, self.location.origin)).filter(isAsset);
  await Promise.all(
    own.map(async (url) => (await cache.match(url)) ?? cache.add(url).catch(() => undefined)),
  );
}

async function dropOtherShelves() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== shelf).map((name) => caches.delete(name)));
}

/** What changes: from the server, or as it was kept when there is none. */
async function freshOrKept(request, key) {
  const cache = await caches.open(shelf);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(waitMs) });
    if (answer.ok) await cache.put(key, answer.clone());
    return answer;
  } catch {
    return (await cache.match(key)) ?? Response.error();
  }
}

/** What never changes under its name. */
async function keptOrFresh(request) {
  const cache = await caches.open(shelf);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    await trim(cache);
  }
  return answer;
}

async function trim(cache) {
  const keys = await cache.keys();
  const assets = keys.filter(({ url }) => isAsset(new URL(url)));
  await Promise.all(assets.slice(0, -mostAssets).map((old) => cache.delete(old)));
}

function isAsset({ origin, pathname }) {
  return (
    origin === self.location.origin &&
    (pathname.startsWith("/assets/") || pathname === "/favicon.svg")
  );
}
