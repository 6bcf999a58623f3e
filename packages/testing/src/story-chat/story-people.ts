import type { UserSummary } from "@natter/client";

/** Who people are, by their ids. */
export type StoryPeople = Map<string, Pick<UserSummary, "name" | "image">>;

/** Some people to begin with: the viewer is Ada. */
export const defaultPeople: Readonly<Record<string, string>> = {
  ada: "Ada Lovelace",
  bob: "Bob Martin",
  cleo: "Cleo Haddad",
  dev: "Dev Patel",
  eve: "Eve Okafor",
};

/** A copy of what the server says with everybody under their name: the model knows people by their ids alone. */
export function withNames<Value>(value: Value, people: StoryPeople): Value {
  return copy(value, people) as Value; // nothing but names and pictures changes
}

function copy(value: unknown, people: StoryPeople): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(item, people));
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).map(([key, field]) => [key, copy(field, people)] as const);
  const copied: Record<string, unknown> = Object.fromEntries(fields);
  const known = typeof copied["id"] === "string" ? people.get(copied["id"]) : undefined;
  // A summary of the model: its name is the id.
  if (known && copied["name"] === copied["id"]) Object.assign(copied, known);
  return copied;
}
