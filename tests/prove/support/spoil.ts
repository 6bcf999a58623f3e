import { pick } from "./generate-input.ts";

/** Values that no schema takes, or only just; each has broken somebody's server. */
const absurd: readonly (() => unknown)[] = [
  () => null,
  () => [],
  () => ({}),
  () => "",
  () => " ",
  () => "\u0000",
  () => "a\u0000b",
  () => "\ud800",
  () => "\udfff\ud800",
  () => "\u202e\u2066\ufeff",
  () => "e\u0301".repeat(500),
  () => "x".repeat(70_000),
  () => "'; drop table messages; --",
  () => "%00%ff../../etc/passwd",
  () => "${7*7}{{7*7}}",
  () => 0,
  () => -1,
  () => 0.5,
  () => 2 ** 31,
  () => 2 ** 53,
  () => -(2 ** 63),
  () => 1e308,
  () => true,
  () => "true",
  () => "2026-02-30T25:61:61Z",
  () => "9999-12-31T23:59:59Z",
  () => "-000001-01-01T00:00:00Z",
  () => Array.from({ length: 2_000 }, () => "x"),
  () => nest(200),
  () => JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}}'),
];

/** The same value with one place of it replaced by something absurd, left out, or joined by what does not belong there. */
export function spoil(random: () => number, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && random() < 0.8) {
    const at = Math.floor(random() * value.length);
    return value.map((item, index) => (index === at ? spoil(random, item) : item));
  }
  if (typeof value === "object" && value !== null && random() < 0.85) {
    const entries = Object.entries(value);
    const at = Math.floor(random() * (entries.length + 1));
    if (at === entries.length)
      return {
        ...value,
        [pick(random, ["extra", "__proto__x", "id", "appId"])]: absurdValue(random),
      };
    if (random() < 0.2) return Object.fromEntries(entries.filter((_, index) => index !== at));
    return Object.fromEntries(
      entries.map(([key, item], index) => [key, index === at ? spoil(random, item) : item]),
    );
  }
  return absurdValue(random);
}

export function absurdValue(random: () => number): unknown {
  return pick(random, absurd)();
}

/** A body as text that is no JSON, or JSON as no serializer writes it. */
export function spoilText(random: () => number, text: string): string {
  return pick(random, [
    () => text.slice(0, Math.floor(random() * text.length)),
    () => `${text}${text}`,
    () => text.replace(/^\{/, '{"text": 1, "text": 2, "name": {}, "name": [],'),
    () => "[".repeat(5_000),
    () => '{"a":'.repeat(3_000),
    () => "nul",
    () => "",
    () => "\ufeff" + text,
    () => text.replace(/\}$/, ', "big": 1e999}'),
    () => `{"\\ud800": "\\udc00"}`,
  ])();
}

function nest(depth: number): unknown {
  let made: unknown = "deep";
  for (let level = 0; level < depth; level += 1) made = level % 2 === 0 ? [made] : { inner: made };
  return made;
}
