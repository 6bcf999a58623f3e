import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";

type Claims = Record<string, unknown>;
type Header = Record<string, unknown>;

/** A token that must not be let in, and what is wrong with it. */
export type Forgery = { readonly what: string; readonly token: string };

/** What a forger may know of one app: how its good tokens look, and its signing secret where the fault is in the claims alone. */
export type Known = {
  readonly good: string;
  readonly secret: string;
  /** Texts that somebody who knows the app might take for its secret: public keys, ids, the empty text. */
  readonly guesses: readonly string[];
  /** A good token of another app for a user of the same id, and that app's secret and id. */
  readonly foreign: { readonly token: string; readonly secret: string; readonly appId: string };
  /** Tokens that this server made for something else. */
  readonly otherKinds: readonly string[];
};

/** Forgeries of every family that RFC 8725 and the advisories of JWT libraries warn of. */
export function forgeTokens(known: Known): Forgery[] {
  const [header, claims] = read(known.good);
  const now = Math.floor(Date.now() / 1_000);
  const signed = (
    what: string,
    changes: { header?: Header; claims?: Claims; secret?: string },
  ) => ({
    what,
    token: hmac(
      { ...header, ...changes.header },
      { ...claims, ...changes.claims },
      changes.secret ?? known.secret,
    ),
  });
  return [
    ...withoutSignature(header, claims),
    ...known.guesses.flatMap((secret, index) =>
      ["sha256", "sha384", "sha512"].map((hash) => ({
        what: `signed with guess ${index} by ${hash}`,
        token: hmac({ ...header, alg: `HS${hash.slice(3)}` }, claims, secret, hash),
      })),
    ),
    ...byKeysOfTheirOwn(header, claims),
    ...["HS384", "HS512"].map((alg) => ({
      what: `the right secret by ${alg}`,
      token: hmac({ ...header, alg }, claims, known.secret, `sha${alg.slice(2)}`),
    })),
    signed("expired an hour ago", { claims: { exp: now - 3_600 } }),
    signed("expired, beyond the tolerance", { claims: { exp: now - 120 } }),
    signed("not yet valid", { claims: { nbf: now + 3_600 } }),
    ...[undefined, null, "soon", true, -1, 0, "9999999999", [now + 60], {}].map((exp) =>
      signed(`exp is ${JSON.stringify(exp)}`, { claims: { exp } }),
    ),
    ...["tomorrow", true, {}, [0]].map((nbf) =>
      signed(`nbf is ${JSON.stringify(nbf)}`, { claims: { nbf } }),
    ),
    ...["yesterday", true, -5, {}].map((iat) =>
      signed(`iat is ${JSON.stringify(iat)}`, { claims: { iat } }),
    ),
    ...[
      undefined,
      null,
      "",
      "ADA",
      "nobody",
      "ada\u0000",
      "ada ",
      "../ada",
      7,
      ["ada"],
      { id: "ada" },
    ].map((sub) => signed(`sub is ${JSON.stringify(sub)}`, { claims: { sub } })),
    ...[undefined, null, "", "*", known.foreign.appId, [known.foreign.appId], {}, 7].map((aud) =>
      signed(`aud is ${JSON.stringify(aud)}`, { claims: { aud } }),
    ),
    ...[undefined, null, "", "unknown", "../../key", "' or 1=1 --", "a".repeat(300), 7, ["x"]].map(
      (kid) => signed(`kid is ${JSON.stringify(kid)?.slice(0, 20)}`, { header: { kid } }),
    ),
    ...["at+jwt", "secevent+jwt", "dpop+jwt", "JWE", 7, null].map((typ) =>
      signed(`typ is ${JSON.stringify(typ)}`, { header: { typ } }),
    ),
    ...[
      { jku: "https://evil.example/jwks.json" },
      { x5u: "https://evil.example/cert.pem" },
      { x5c: ["MIIB"] },
      { jwk: { kty: "oct", k: Buffer.from("x").toString("base64url") } },
      { crit: ["exp"] },
      { crit: [] },
      { b64: false, crit: ["b64"] },
      { b64: true },
    ].map((extra) => signed(`a header of ${Object.keys(extra).join(" and ")}`, { header: extra })),
    { what: "a token of another app", token: known.foreign.token },
    { what: "our claims, another app's secret", token: hmac(header, claims, known.foreign.secret) },
    {
      what: "another app's claims under our kid",
      token: hmac(header, read(known.foreign.token)[1], known.foreign.secret),
    },
    {
      what: "our claims under another app's kid and secret",
      token: hmac(read(known.foreign.token)[0], claims, known.foreign.secret),
    },
    ...known.otherKinds.map((token, index) => ({
      what: `a token of another kind (${index})`,
      token,
    })),
    ...damaged(known.good),
    ...changedWithoutSigning(known.good),
  ];
}

function withoutSignature(header: Header, claims: Claims): Forgery[] {
  const names = [
    "none",
    "None",
    "NONE",
    "nOnE",
    "",
    " none",
    "none ",
    "HS256 ",
    "hs256",
    "Hs256",
    "HS1",
    "HS0",
  ];
  return names.flatMap((alg) =>
    ["", "AA", encode("no signature")].map((signature) => ({
      what: `alg ${JSON.stringify(alg)} with ${signature === "" ? "no" : "a made-up"} signature`,
      token: `${encode({ ...header, alg })}.${encode(claims)}.${signature}`,
    })),
  );
}

/** Signed well, by keys that the forger made and names in the token itself. */
function byKeysOfTheirOwn(header: Header, claims: Claims): Forgery[] {
  const pairs: [
    alg: string,
    key: { privateKey: KeyObject; publicKey: KeyObject },
    hash: string | null,
  ][] = [
    ["RS256", generateKeyPairSync("rsa", { modulusLength: 2_048 }), "sha256"],
    ["PS256", generateKeyPairSync("rsa", { modulusLength: 2_048 }), "sha256"],
    ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" }), "sha256"],
    ["EdDSA", generateKeyPairSync("ed25519"), null],
  ];
  return pairs.flatMap(([alg, { privateKey, publicKey }, hash]) => {
    const jwk = publicKey.export({ format: "jwk" });
    const pem = String(publicKey.export({ format: "pem", type: "spki" }));
    const headers = [
      {},
      { jwk },
      { kid: "mine" },
      { jwk, kid: undefined },
      { kid: JSON.stringify(jwk) },
    ];
    const own = headers.map((extra) => {
      const start = `${encode({ ...header, alg, ...extra })}.${encode(claims)}`;
      const key =
        alg === "ES256" ? { key: privateKey, dsaEncoding: "ieee-p1363" as const } : privateKey;
      return {
        what: `${alg} by a key of the forger's`,
        token: `${start}.${sign(hash, Buffer.from(start), key).toString("base64url")}`,
      };
    });
    return [
      ...own,
      { what: `HS256 with an ${alg} public key as secret`, token: hmac(header, claims, pem) },
    ];
  });
}

/** Every tenth cut, and single bits turned all over a good token. */
function damaged(good: string): Forgery[] {
  const cuts = Array.from({ length: 20 }, (_, index) =>
    good.slice(0, Math.floor((good.length * index) / 20)),
  );
  const bits = Array.from({ length: 250 }, (_, index) => {
    const at = (index * 7 + 3) % good.length;
    const turned = String.fromCharCode(good.charCodeAt(at) ^ (1 << (index % 6)));
    return good.slice(0, at) + turned + good.slice(at + 1);
  });
  const [head = "", body = "", signature = ""] = good.split(".");
  const shapes = [
    `${good}.`,
    `${good}.${signature}`,
    `.${good}`,
    `${head}..${signature}`,
    `${head}.${body}`,
    `${head}.${body}.`,
    `${body}.${head}.${signature}`,
    `${good}=`,
    `${good}==`,
    `${head}=.${body}.${signature}`,
    good.toUpperCase(),
    good.toLowerCase(),
    [...good].toReversed().join(""),
    `${head}.${body}.${signature.slice(0, -2)}`,
    `${good}A`,
    encode(good),
    "a.b.c",
    "..",
    "null",
    "[object Object]",
    randomUUID(),
    "x".repeat(5_000),
    `{"alg":"none"}.{"sub":"ada"}.`,
  ];
  return [
    ...cuts.map((token) => ({ what: `cut after ${token.length} letters`, token })),
    ...bits
      .filter((token) => token !== good && isSendable(token))
      .map((token) => ({ what: "one bit turned", token })),
    ...shapes.map((token) => ({ what: `of a wrong shape: ${token.slice(0, 12)}`, token })),
  ];
}

function changedWithoutSigning(good: string): Forgery[] {
  const [head = "", body = "", signature = ""] = good.split(".");
  const [, claims] = read(good);
  const bodies = [
    encode({ ...claims, sub: "bob" }),
    encode({ ...claims, sub: "ada", admin: true }),
    encode({ ...claims, exp: 99_999_999_999 }),
    encode(`{"sub":"bob",${JSON.stringify(claims).slice(1)}`),
    encode(`${JSON.stringify(claims).slice(0, -1)},"sub":"bob"}`),
    Buffer.from(`${JSON.stringify(claims)} `).toString("base64url"),
    Buffer.from(body, "base64url").toString("base64"),
  ];
  return bodies
    .filter((changed) => changed !== body)
    .map((changed) => ({
      what: "claims changed after signing",
      token: `${head}.${changed}.${signature}`,
    }));
}

/** A header of HTTP takes no control characters; the client would refuse to send them. */
function isSendable(token: string): boolean {
  return /^[\x21-\x7e]*$/.test(token);
}

function hmac(header: Header, claims: Claims, secret: string, hash = "sha256"): string {
  const start = `${encode(header)}.${encode(claims)}`;
  return `${start}.${createHmac(hash, secret).update(start).digest("base64url")}`;
}

function encode(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString(
    "base64url",
  );
}

/** Header and claims of a token. */
function read(token: string): [Header, Claims] {
  const [head = "", body = ""] = token.split(".");
  return [head, body].map((part) => JSON.parse(Buffer.from(part, "base64url").toString())) as [
    Header,
    Claims,
  ];
}
