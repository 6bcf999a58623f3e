import type { Json } from "./api.ts";

/** Ids and other values by the name of the field that takes them, as they were seen in answers. */
export type Pools = Map<string, string[]>;

/** A JSON Schema as the OpenAPI document holds it. */
type Schema = { readonly [key: string]: Json };

export type Generator = {
  readonly random: () => number;
  readonly pools: Pools;
  /** What free text is made of. */
  text(): string;
};

/** A value that a schema takes, ids from the pools where there are any. `name` is the field's. */
export function generate(generator: Generator, schema: Schema, name = "", depth = 0): unknown {
  const { random } = generator;
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return generate(generator, pick(random, choices), name, depth);
  if (Array.isArray(schema["allOf"]))
    return Object.assign(
      {},
      ...schema["allOf"].map((part) => generate(generator, part, name, depth)),
    );
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return pick(random, schema["enum"]);
  const types = [schema["type"]].flat();
  switch (pick(random, types)) {
    case "object":
      return generateObject(generator, schema, depth);
    case "array":
      return generateArray(generator, schema, name, depth);
    case "integer":
    case "number":
      return generateNumber(random, schema);
    case "boolean":
      return random() < 0.5;
    case "null":
      return null;
    case "string":
      return generateString(generator, schema, name);
    default:
      return generator.text();
  }
}

function generateObject(generator: Generator, schema: Schema, depth: number) {
  const required = new Set<string>(schema["required"] ?? []);
  const properties = Object.entries<Schema>(schema["properties"] ?? {});
  const chosen = properties.filter(
    ([key]) => required.has(key) || (depth < 6 && generator.random() < 0.4),
  );
  const made = Object.fromEntries(
    chosen.map(([key, value]) => [key, generate(generator, value, key, depth + 1)]),
  );
  // Free-form data of the customer's own.
  if (properties.length === 0) made["note"] = generator.text();
  return made;
}

function generateArray(generator: Generator, schema: Schema, name: string, depth: number) {
  const least = schema["minItems"] ?? 0;
  const count = Math.max(least, Math.floor(generator.random() * 3));
  const items = Array.from({ length: Math.min(count, schema["maxItems"] ?? 3) }, () =>
    generate(generator, schema["items"] ?? {}, name.replace(/s$/, ""), depth + 1),
  );
  return [...new Set(items)];
}

function generateNumber(random: () => number, schema: Schema): number {
  const from = Math.max(schema["minimum"] ?? 0, -1_000);
  const to = Math.min(schema["maximum"] ?? from + 50, from + 1_000);
  return from + Math.floor(random() * (to - from + 1));
}

function generateString(generator: Generator, schema: Schema, name: string): string {
  const { random } = generator;
  const known = generator.pools.get(name) ?? [];
  if (known.length > 0) return pick(random, known);
  if (schema["format"] === "uuid") return randomUuid(random);
  // Not so soon that what is planned for then happens while it is looked at.
  if (schema["format"] === "date-time")
    return new Date(Date.now() + 86_400_000 * (1 + random())).toISOString();
  if (schema["format"] === "uri") return "https://example.com/picture.png";
  if (typeof schema["pattern"] === "string") return `made-up-${Math.floor(random() * 1e9)}`;
  return generator.text().slice(0, schema["maxLength"] ?? 200);
}

/** Another value of the same form as an id: of nothing that exists. */
export function unlike(random: () => number, id: string): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(id)) return randomUuid(random);
  const [type, rest] = id.split(":");
  if (rest !== undefined) return `${type}:${unlike(random, rest)}`;
  return `nobody-${Math.floor(random() * 1e12).toString(36)}`;
}

export function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item; // lists that are asked are not empty
}

function randomUuid(random: () => number): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return `01a1${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** Puts the ids of an answer into pools: an `id` under the name of what it is the id of. */
export function harvest(pools: Pools, value: unknown, parent: string): void {
  if (Array.isArray(value)) {
    for (const item of value) harvest(pools, item, parent.replace(/s$/, ""));
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === "string") {
      if (key === "id") add(pools, `${parent}Id`, item);
      else if (/(Id|cid|code|cursor|next|clientId|username)$/.test(key)) add(pools, key, item);
    } else {
      harvest(pools, item, key === "items" ? parent : key);
    }
  }
}

const most = 40;

function add(pools: Pools, name: string, value: string): void {
  const known = pools.get(name) ?? [];
  pools.set(name, known);
  if (known.includes(value)) return;
  if (known.length < most) known.push(value);
  else known[(known.indexOf(value) + value.length) % most] = value;
}
