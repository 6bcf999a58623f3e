/** One condition on a channel, or several together. What a filter means, whatever is to carry it out. */
export type ChannelTest =
  | { readonly type: "all" | "any" | "none"; readonly tests: readonly ChannelTest[] }
  | {
      readonly type: "is";
      readonly field: ChannelField;
      /** The key of the channel's own data, for the field `custom`. */
      readonly key: string;
      readonly operator: FilterOperator;
      readonly value: FilterValue | readonly FilterValue[];
    };

export type FilterValue = string | number | boolean;

/** Nesting of $and, $or and $nor; conditions in all; items of a list; characters of a text. */
const most = { depth: 4, conditions: 30, items: 100, characters: 128 };

const compared = ["$eq", "$ne", "$in", "$nin"] as const;
const ordered = [...compared, "$gt", "$gte", "$lt", "$lte"] as const;

/** The operators that each kind of field takes. */
const operators = {
  text: compared,
  optionalText: [...compared, "$exists"],
  name: [...compared, "$exists", "$autocomplete", "$q"],
  members: ["$in", "$nin", "$contains"],
  number: ordered,
  time: ordered,
  optionalTime: [...ordered, "$exists"],
  flag: ["$eq", "$ne"],
  custom: [...compared, "$exists", "$contains"],
} as const;

type Kind = keyof typeof operators;
export type FilterOperator = (typeof operators)[Kind][number];

const fields = {
  cid: "text",
  id: "text",
  type: "text",
  kind: "text",
  spaceId: "optionalText",
  createdBy: "optionalText",
  name: "name",
  members: "members",
  memberCount: "number",
  unread: "number",
  mentions: "number",
  createdAt: "time",
  updatedAt: "time",
  lastMessageAt: "optionalTime",
  hasUnread: "flag",
  joined: "flag",
  frozen: "flag",
  muted: "flag",
  pinned: "flag",
  archived: "flag",
  hidden: "flag",
  custom: "custom",
} as const satisfies Record<string, Kind>;

export type ChannelField = keyof typeof fields;

// As other products call them.
const otherNames: Readonly<Record<string, ChannelField>> = {
  has_unread: "hasUnread",
  last_message_at: "lastMessageAt",
  member_count: "memberCount",
  created_at: "createdAt",
  updated_at: "updatedAt",
};

const groups = { $and: "all", $or: "any", $nor: "none" } as const;

type Parsed =
  | { readonly test: ChannelTest; readonly problem: null }
  | { readonly test: null; readonly problem: string };

/** Reads a filter of channels as it came over the wire; otherwise says in one sentence what is wrong with it. */
export function parseChannelFilter(value: unknown): Parsed {
  try {
    return { test: readFilter(value, { depth: 0, left: most.conditions }), problem: null };
  } catch (error) {
    if (error instanceof Problem) return { test: null, problem: error.message };
    throw error;
  }
}

class Problem extends Error {}

type Reading = { depth: number; left: number };

function readFilter(value: unknown, reading: Reading): ChannelTest {
  const tests = entriesOf(value, "a filter").flatMap(([key, part]): ChannelTest[] => {
    if (Object.hasOwn(groups, key)) return [readGroup(key as keyof typeof groups, part, reading)]; // one of its keys
    if (key === "$q") return [readTest({ field: "name", key: "" }, "$q", part, reading)];
    const field = fieldOf(key);
    if (!isObject(part)) return [readTest(field, "$eq", part, reading)];
    const conditions = entriesOf(part, key);
    if (conditions.length === 0) throw new Problem(`${key} has no condition.`);
    return conditions.map(([operator, operand]) => readTest(field, operator, operand, reading));
  });
  return { type: "all", tests };
}

function readGroup(key: keyof typeof groups, value: unknown, reading: Reading): ChannelTest {
  if (!Array.isArray(value) || value.length === 0)
    throw new Problem(`${key} takes a list of filters.`);
  if (reading.depth >= most.depth)
    throw new Problem(`$and, $or and $nor nest at most ${most.depth} deep.`);
  if (value.length > most.conditions) throw tooMany();
  reading.depth += 1;
  const tests = value.map((item) => readFilter(item, reading));
  reading.depth -= 1;
  return { type: groups[key], tests };
}

type Place = { readonly field: ChannelField; readonly key: string };

function fieldOf(name: string): Place {
  if (Object.hasOwn(fields, name) && name !== "custom")
    return { field: name as ChannelField, key: "" }; // one of its keys
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  if (other) return { field: other, key: "" };
  const key = /^custom\.([A-Za-z0-9_-]{1,64})$/.exec(name)?.[1];
  if (key !== undefined && !forbidden.has(key)) return { field: "custom", key };
  throw new Problem(`There is no field "${name.slice(0, 64)}" to filter by.`);
}

const forbidden = new Set(["__proto__", "constructor", "prototype"]);

function readTest(place: Place, name: string, value: unknown, reading: Reading): ChannelTest {
  reading.left -= 1;
  if (reading.left < 0) throw tooMany();
  const shown = place.field === "custom" ? `custom.${place.key}` : place.field;
  const kind: Kind = fields[place.field];
  const operator = operators[kind].find((one) => one === name);
  if (!operator)
    throw new Problem(`${shown} takes ${operators[kind].join(", ")}, not "${name.slice(0, 64)}".`);
  return { type: "is", ...place, operator, value: readOperand(kind, operator, value, shown) };
}

function readOperand(kind: Kind, operator: FilterOperator, value: unknown, shown: string) {
  const where = `${shown} ${operator}`;
  if (operator === "$exists") {
    if (typeof value !== "boolean") throw new Problem(`${where} takes true or false.`);
    return value;
  }
  if (operator !== "$in" && operator !== "$nin") return readValue(kind, value, where);
  if (!Array.isArray(value)) throw new Problem(`${where} takes a list.`);
  if (value.length > most.items) throw new Problem(`${where} takes at most ${most.items} items.`);
  return value.map((item: unknown) => readValue(kind, item, where));
}

function readValue(kind: Kind, value: unknown, where: string): FilterValue {
  switch (kind) {
    case "flag":
      if (typeof value === "boolean") return value;
      throw new Problem(`${where} takes true or false.`);
    case "number":
      if (Number.isSafeInteger(value)) return value as number; // as just checked
      throw new Problem(`${where} takes a whole number.`);
    case "time":
    case "optionalTime":
      return readTime(value, where);
    case "custom":
      if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
        return value;
      return readText(value, where);
    default:
      return readText(value, where);
  }
}

function readTime(value: unknown, where: string): string {
  const isTime =
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i.test(value);
  const date = new Date(isTime ? value : Number.NaN);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1)
    throw new Problem(`${where} takes a time as RFC 3339.`);
  return date.toISOString();
}

function readText(value: unknown, where: string): string {
  if (typeof value !== "string") throw new Problem(`${where} takes text.`);
  if (value.length > most.characters)
    throw new Problem(`${where} takes at most ${most.characters} characters.`);
  if (value.includes("\u0000") || !value.isWellFormed())
    throw new Problem(`${where} takes well-formed text without NUL.`);
  return value;
}

function tooMany(): Problem {
  return new Problem(`A filter has at most ${most.conditions} conditions.`);
}

function entriesOf(value: unknown, what: string): [string, unknown][] {
  if (!isObject(value)) throw new Problem(`${what} is an object.`);
  return Object.entries(value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
