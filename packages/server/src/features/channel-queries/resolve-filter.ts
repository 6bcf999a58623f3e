import type { ChannelField, ChannelTest, FilterValue } from "@natter/contract";

/** Stands for the caller's id wherever a filter names users. No user has this id. */
const me = "$me";

/** Every field that a filter asks for. */
export function fieldsIn(test: ChannelTest): Set<ChannelField> {
  if (test.type === "is") return new Set([test.field]);
  return new Set(test.tests.flatMap((one) => [...fieldsIn(one)]));
}

/**
 * A filter as its caller means it: with their id in its place, and without what they put out of sight, unless the filter
 * itself speaks of hidden or archived channels.
 */
export function asAskedBy(userId: string, test: ChannelTest): ChannelTest {
  const fields = fieldsIn(test);
  const shown = (["hidden", "archived"] as const)
    .filter((field) => !fields.has(field))
    .map((field) => ({
      ...{ type: "is" as const, field, key: "", operator: "$eq" as const },
      value: false,
    }));
  return { type: "all", tests: [withCaller(userId, test), ...shown] };
}

function withCaller(userId: string, test: ChannelTest): ChannelTest {
  if (test.type !== "is")
    return { ...test, tests: test.tests.map((one) => withCaller(userId, one)) };
  if (test.field !== "members" && test.field !== "createdBy") return test;
  const { value } = test;
  const named = (one: FilterValue) => (one === me ? userId : one);
  return { ...test, value: typeof value === "object" ? value.map(named) : named(value) };
}
