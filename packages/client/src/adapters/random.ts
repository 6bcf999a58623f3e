/** Chance as the client sees it. The only way to it, so that tests can repeat it. */
export type Random = {
  /** At least 0, below 1. */
  number(): number;
  /** A new UUID (version 4). */
  uuid(): string;
};

/** The machine's randomness; works where `crypto.randomUUID` is missing (plain http pages, React Native). */
export const systemRandom: Random = {
  number: () => Math.random(),
  uuid() {
    if (typeof globalThis.crypto?.randomUUID === "function") return globalThis.crypto.randomUUID();
    const bytes = new Uint8Array(16);
    if (typeof globalThis.crypto?.getRandomValues === "function") {
      globalThis.crypto.getRandomValues(bytes);
    } else {
      for (let at = 0; at < 16; at += 1) bytes[at] = Math.floor(Math.random() * 256);
    }
    return formatUuid(bytes);
  },
};

function formatUuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
