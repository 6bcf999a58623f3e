import { TokenKey } from "@natter/contract";
import { z } from "zod";
import type { WebFetch } from "../adapters/web-fetch/port.ts";
import type { Engine } from "../core/engine.ts";

/** Public keys behind addresses (JWKS, RFC 7517), remembered. */
export type KeySets = {
  /** The key with an id in the set at an address; null when the set does not have it or cannot be had. */
  find(url: string, kid: string): Promise<TokenKey | null>;
};

type KeySet = { readonly keys: ReadonlyMap<string, TokenKey>; readonly fetchedAt: number };

const freshMs = 10 * 60_000;
// A set that cannot be had again serves this long: a log-in whose keys are out of reach for an hour should not lock people out.
const mostAgeMs = 60 * 60_000;
/** How often an address is asked at most, whoever makes up whatever key id. */
const askEveryMs = 60_000;
const mostSets = 500;
const bounds = { timeoutMs: 5_000, maxBytes: 262_144 };

const Document = z.object({ keys: z.array(z.unknown()).max(100) });

/** Makes the memory of this process. Without a door nothing is fetched. */
export function createKeySets(engine: () => Engine, fetchDocument: WebFetch | undefined): KeySets {
  const sets = new Map<string, KeySet>();
  const asked = new Map<string, { at: number; answer: Promise<KeySet | null> }>();

  async function find(url: string, kid: string): Promise<TokenKey | null> {
    const now = engine().now().getTime();
    const known = sets.get(url);
    const isFresh = known !== undefined && now - known.fetchedAt < freshMs;
    const key = known?.keys.get(kid);
    if (isFresh && key) return key;
    const fetched = await ask(url, now);
    if (fetched) return fetched.keys.get(kid) ?? null;
    const isUsable = known !== undefined && now - known.fetchedAt < mostAgeMs;
    return isUsable ? (key ?? null) : null;
  }

  /** Fetches a set at most once a minute; those who come meanwhile get what the last fetch found. */
  function ask(url: string, now: number): Promise<KeySet | null> {
    const last = asked.get(url);
    if (last && now - last.at < askEveryMs) return last.answer;
    if (asked.size >= mostSets) asked.delete(asked.keys().next().value ?? "");
    const answer = fetchSet(url, now);
    asked.delete(url);
    asked.set(url, { at: now, answer });
    return answer;
  }

  async function fetchSet(url: string, now: number): Promise<KeySet | null> {
    try {
      if (!fetchDocument) return null;
      const { status, text } = await fetchDocument(url, bounds);
      if (status !== 200) throw new Error(`It answered ${status}.`);
      const set = { keys: readKeys(text), fetchedAt: now };
      if (sets.size >= mostSets) sets.delete(sets.keys().next().value ?? "");
      sets.set(url, set);
      return set;
    } catch (error) {
      engine().log.warn({ err: error, url }, "fetching a key set failed");
      return null;
    }
  }

  return { find };
}

/** The keys of a set that verify signatures by the algorithms we take; others in it are none of our business. */
function readKeys(text: string): Map<string, TokenKey> {
  const found = new Map<string, TokenKey>();
  for (const candidate of Document.parse(JSON.parse(text)).keys) {
    const key = TokenKey.safeParse(candidate);
    if (key.success && !found.has(key.data.kid)) found.set(key.data.kid, key.data);
  }
  return found;
}
