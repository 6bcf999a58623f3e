import { ErrorCode } from "../codes.ts";
import { HubError } from "../hub-error.ts";
import type { StreamPosition } from "../protocol.ts";

/** The parameters of one API method. Every reader throws `HubError` 107 for a value of another type. */
export type Params = {
  keys(): string[];
  has(name: string): boolean;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean;
  texts(name: string): string[];
  tags(name: string): Record<string, string> | undefined;
  object(name: string): Params | undefined;
  objects(name: string): Params[];
  position(name: string): StreamPosition | undefined;
  /** Any JSON value; undefined when absent. */
  value(name: string): unknown;
};

/** Parameters from what `parse` gives; undefined when it throws or gives no object. */
export function readParams(parse: () => unknown): Params | undefined {
  try {
    const value = parse();
    return isObject(value) ? params(value) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function params(fields: Fields): Params {
  const self: Params = {
    keys: () => Object.keys(fields),
    has: (name) => fields[name] != null,
    value: (name) => fields[name],
    text(name) {
      const value = self.optionalText(name);
      if (value === undefined) throw bad(name);
      return value;
    },
    optionalText: (name) => check(name, isText),
    number: (name) => check(name, isNumber),
    flag: (name) => check(name, isFlag) ?? false,
    texts: (name) => check(name, isTexts) ?? [],
    tags: (name) => check(name, isTags),
    object(name) {
      const value = check(name, isObject);
      return value && params(value);
    },
    objects: (name) => (check(name, isObjects) ?? []).map(params),
    position(name) {
      const value = self.object(name);
      return value && { offset: value.number("offset") ?? 0, epoch: value.text("epoch") };
    },
  };

  function check<Value>(name: string, is: (value: unknown) => value is Value): Value | undefined {
    const value = fields[name];
    if (value == null) return undefined;
    if (!is(value)) throw bad(name);
    return value;
  }

  return self;
}

function bad(name: string): HubError {
  return new HubError(ErrorCode.badRequest, `bad request: ${name}`);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isObjects(value: unknown): value is Fields[] {
  return Array.isArray(value) && value.every(isObject);
}

function isTags(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(isText);
}
