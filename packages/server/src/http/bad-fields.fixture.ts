import { z } from "zod";

/** A JSON schema, as far as bodies and queries have it. */
type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

export type BadValue = { readonly what: string; readonly body: unknown };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What fields of these names hold, where their type does not say enough. */
const byName: Readonly<Record<string, unknown>> = {
  clientId: "bad-fields-1",
  cid: "messaging:x",
  jwksUrl: "https://example.org/jwks",
  name: "x",
  type: "x",
  id: "abcd",
  userId: "bob",
  kid: "k1",
  code: "abcdef",
  username: "somebody",
  password: "a long password",
  pattern: "x",
  externalId: "e1",
  text: "/x",
  optionId: "1",
  filter: {},
  deviceId: "phone",
};
const byFormat: Readonly<Record<string, unknown>> = {
  uuid: "01890a5d-ac96-774b-bcce-b302099a8057",
  "date-time": "2030-01-01T00:00:00.000Z",
  uri: "https://example.org/",
};

/** The JSON schemas that a body or a query may have: one, or one for each of its shapes. */
export function shapesOf(schema: z.ZodType): Schema[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema; // what it is made of
  return variants(json);
}

function variants(schema: Schema): Schema[] {
  return [...(schema.anyOf ?? schema.oneOf ?? [schema])].flatMap((one) =>
    one.anyOf || one.oneOf ? variants(one) : [one],
  );
}

/** A value that a schema takes: nothing but what must be there. */
export function sampleOf(schema: Schema, name = ""): unknown {
  const [first] = variants(schema);
  if (!first) return null;
  if (first.const !== undefined) return first.const;
  if (first.enum) return first.enum[0];
  switch (first.type) {
    case "object":
      return Object.fromEntries(
        (first.required ?? []).map((key) => [key, sampleOf(first.properties?.[key] ?? {}, key)]),
      );
    case "array": {
      const item = sampleOf(first.items ?? {}, name.replace(/s$/, ""));
      return Array.from({ length: Math.max(1, first.minItems ?? 0) }, (_none, at) =>
        typeof item === "string" && at > 0 ? `${item}${at}` : item,
      );
    }
    case "integer":
    case "number":
      return Math.max(1, first.minimum ?? 1);
    case "boolean":
      return true;
    default:
      return byFormat[first.format ?? ""] ?? byName[name] ?? "x";
  }
}

/** The sample with one field after the other made bad, down to fields of fields. */
export function badBodies(shape: Schema): BadValue[] {
  return spoil(shape, sampleOf(shape), "", 3);
}

function spoil(schema: Schema, sample: unknown, path: string, depth: number): BadValue[] {
  if (depth === 0 || !isObject(sample) || !schema.properties) return [];
  const unknown = {
    what: `${path}an unknown field`,
    body: { ...sample, nobodyKnowsThisField: 1 },
  };
  const polluted = {
    what: `${path}a prototype`,
    body: JSON.parse(
      `{"__proto__":{"polluted":true},${JSON.stringify(sample).slice(1)}`.replace(",}", "}"),
    ),
  };
  const fields = Object.entries(schema.properties).flatMap(([key, field]) => {
    const within = (value: unknown) => ({ ...sample, [key]: value });
    const named = `${path}${key}`;
    const deeper = variants(field).flatMap((one) => {
      const inner = sampleOf(one, key);
      const items = one.items ? variants(one.items) : [];
      return [
        ...spoil(one, inner, `${named}.`, depth - 1).map(({ what, body }) => ({
          ...{ what, body: within(body) },
        })),
        ...items.flatMap((item) =>
          spoil(item, sampleOf(item, key), `${named}[].`, depth - 1).map(({ what, body }) => ({
            ...{ what, body: within([body]) },
          })),
        ),
      ];
    });
    const here = badValuesFor(field).map(([what, value]) => ({
      ...{ what: `${named} with ${what}`, body: within(value) },
    }));
    return [...here, ...deeper];
  });
  return [unknown, polluted, ...fields];
}

type Named = readonly [what: string, value: unknown];

const strings: readonly Named[] = [
  ["NUL", "a\u0000b"],
  ["a lone surrogate", "a\ud800"],
  ["200,000 characters", "x".repeat(200_000)],
];
const deep = JSON.parse(`${'{"a":'.repeat(20)}1${"}".repeat(20)}`);

/** What a field does not take, by what it takes. Where it takes anything, nothing. */
function badValuesFor(field: Schema): Named[] {
  const shapes = variants(field);
  const types = new Set(shapes.map(({ type, const: only }) => type ?? typeof only));
  const takes = (type: string) => types.has(type);
  if (shapes.some((one) => Object.keys(one).length === 0)) return [];
  const isList = takes("array");
  const isNumber = takes("number") || takes("integer");
  return [
    ["another type", takes("object") ? 7 : { a: 1 }],
    ...(takes("boolean") ? [] : [["a truth", true] as const]),
    ...strings.map(([what, value]) => [what, isList ? [value] : value] as const),
    ...(isList
      ? [["10,001 items", manyOf(shapes.find(({ type }) => type === "array"))] as const]
      : []),
    ...(isNumber
      ? ([
          ["a huge number", 1e308],
          ["less than anything", -1e308],
          ["digits in a string", "5"],
        ] as const)
      : []),
    ...(takes("integer") ? [["half a number", 1.5] as const] : []),
    ...(takes("object") ? [["20 levels", deep] as const] : []),
  ];
}

function manyOf(list: Schema | undefined): unknown[] {
  const item = sampleOf(list?.items ?? {});
  return Array.from({ length: 10_001 }, (_none, at) =>
    typeof item === "string" ? `${item}${at}` : item,
  );
}
