/** What is derived from the instance's one secret. Nothing here is ever logged. */
export type Secrets = {
  /** Encrypts a value for keeping in the database (AES-256-GCM, a fresh nonce each time). */
  seal(plain: string): Promise<Uint8Array>;
  /** Decrypts what `seal` made; throws when it was made with another secret or changed. */
  open(sealed: Uint8Array): Promise<string>;
  /** The key that signs realtime tokens (HS256). */
  readonly realtimeKey: Uint8Array;
};

const nonceBytes = 12;

/** Derives the instance's keys from its secret (HKDF, RFC 5869). */
export async function openSecrets(instanceSecret: string): Promise<Secrets> {
  const base = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(instanceSecret),
    "HKDF",
    false,
    ["deriveBits"],
  );
  const sealing = await crypto.subtle.importKey(
    "raw",
    await derive(base, "natter seal"),
    "AES-GCM",
    false,
    ["encrypt", "decrypt"],
  );
  return {
    realtimeKey: new Uint8Array(await derive(base, "natter realtime")),
    async seal(plain) {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const body = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv: nonce },
        sealing,
        new TextEncoder().encode(plain),
      );
      return new Uint8Array([...nonce, ...new Uint8Array(body)]);
    },
    async open(sealed) {
      const bytes = new Uint8Array(sealed);
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: bytes.slice(0, nonceBytes) },
        sealing,
        bytes.slice(nonceBytes),
      );
      return new TextDecoder().decode(plain);
    },
  };
}

function derive(base: CryptoKey, purpose: string): Promise<ArrayBuffer> {
  const info = new TextEncoder().encode(purpose);
  return crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    base,
    256,
  );
}
