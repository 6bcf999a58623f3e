import type { AppId, KeyKind } from "@natter/contract";

const prefixes: Record<KeyKind, string> = { publishable: "pk", secret: "sk" };

/** A new key, `sk_<app>_<32 random>`: whoever sees it knows its app and how it must be treated. */
export function newKeyText(kind: KeyKind, appId: AppId): string {
  return `${prefixes[kind]}_${appId}_${randomText(32)}`;
}

/** `length` random letters and digits, with no bias. */
export function randomText(length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // 248 is the largest multiple of 62 in a byte: the rest would favour the first letters.
      if (byte < 248 && text.length < length) text += letters[byte % 62];
    }
  }
  return text;
}

/** What a key's text says of itself; null for anything that is no key. */
export function parseKeyText(text: string): { kind: KeyKind; appId: AppId } | null {
  const match = /^(sk|pk)_([a-z0-9]{4,16})_[A-Za-z0-9]{32}$/.exec(text);
  if (!match) return null;
  return { kind: match[1] === "sk" ? "secret" : "publishable", appId: match[2] as AppId }; // the pattern is an app id's
}

/** The SHA-256 by which a key is kept and found. Keys are random, so no slow hash is needed. */
export async function hashKeyText(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** Enough of a key to recognise it in a list: prefix, app and the last four characters. */
export function keyHint(text: string): string {
  return `${text.slice(0, text.lastIndexOf("_") + 1)}…${text.slice(-4)}`;
}
