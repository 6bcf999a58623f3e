import { z } from "zod";
import { ChannelPage } from "./channels.ts";
import { defaultLimits } from "./limits.ts";
import { Cursor, PageLimitInBody } from "./page.ts";
import { parseChannelFilter, type ChannelTest } from "./parse-channel-filter.ts";

type Compared<Value> = {
  readonly $eq?: Value;
  readonly $ne?: Value;
  readonly $in?: readonly Value[];
  readonly $nin?: readonly Value[];
};
type Ordered<Value> = Compared<Value> & {
  readonly $gt?: Value;
  readonly $gte?: Value;
  readonly $lt?: Value;
  readonly $lte?: Value;
};
type Optional = { readonly $exists?: boolean };
type Searched = { readonly $autocomplete?: string; readonly $q?: string };
type Flag = boolean | { readonly $eq?: boolean; readonly $ne?: boolean };
type Scalar = string | number | boolean;
/** A time as RFC 3339. */
type Time = string;

/** What may be asked of each field of a channel; a bare value means `$eq`. `"$me"` stands for the caller's id. */
type FieldFilters = {
  readonly cid?: string | Compared<string>;
  readonly id?: string | Compared<string>;
  readonly type?: string | Compared<string>;
  readonly kind?: string | Compared<string>;
  readonly spaceId?: string | (Compared<string> & Optional);
  readonly createdBy?: string | (Compared<string> & Optional);
  readonly name?: string | (Compared<string> & Optional & Searched);
  readonly members?: {
    readonly $in?: readonly string[];
    readonly $nin?: readonly string[];
    readonly $contains?: string;
  };
  readonly memberCount?: number | Ordered<number>;
  /** Unread messages and mentions of the caller: 0 in channels that the caller has not joined. */
  readonly unread?: number | Ordered<number>;
  readonly mentions?: number | Ordered<number>;
  readonly createdAt?: Time | Ordered<Time>;
  readonly updatedAt?: Time | Ordered<Time>;
  readonly lastMessageAt?: Time | (Ordered<Time> & Optional);
  readonly hasUnread?: Flag;
  readonly joined?: Flag;
  readonly frozen?: Flag;
  readonly muted?: Flag;
  readonly pinned?: Flag;
  readonly archived?: Flag;
  readonly hidden?: Flag;
};

type CustomFilters = {
  readonly [key: `custom.${string}`]:
    | Scalar
    | (Compared<Scalar> & Optional & { readonly $contains?: Scalar });
};

/** A filter of channels. All that stands in one object must hold; `$q` looks for words in the name. */
export type ChannelFilter = FieldFilters &
  CustomFilters & {
    readonly $q?: string;
    readonly $and?: readonly ChannelFilter[];
    readonly $or?: readonly ChannelFilter[];
    readonly $nor?: readonly ChannelFilter[];
  };

const ParsedFilter = z.unknown().transform((value, context): ChannelTest => {
  const { test, problem } = parseChannelFilter(value);
  if (test) return test;
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

/** What channels can be sorted by. `lastMessageAt` of a channel without messages is when it was made. */
export const ChannelSortField = z.enum([
  "lastMessageAt",
  "createdAt",
  "updatedAt",
  "name",
  "memberCount",
  "unread",
  "mentions",
  "pinned",
]);
export type ChannelSortField = z.infer<typeof ChannelSortField>;

export const ChannelSort = z.strictObject({
  field: ChannelSortField,
  direction: z.enum(["asc", "desc"]).default("asc"),
});
export type ChannelSort = z.infer<typeof ChannelSort>;

const Sort = z.array(ChannelSort).max(3);

/** A filter kept under a name: 1 to 32 lower-case letters, digits, _ or -. */
export const ChannelFilterName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,31}$/,
    "a filter's name has 1 to 32 lower-case letters, digits, _ or -",
  );

/** A query by filter, by the name of a predefined one, or by both at once. */
export const ChannelQueryInput = z.strictObject({
  filter: ParsedFilter.optional(),
  name: ChannelFilterName.optional(),
  sort: Sort.optional(),
  limit: PageLimitInBody,
  cursor: Cursor.optional(),
});
export type ChannelQueryInput = z.infer<typeof ChannelQueryInput>;

export const ChannelQueryPage = ChannelPage;

// Kept as it was given: it is read again at each use.
const KeptFilter = z.unknown().superRefine((value, context) => {
  const { test, problem } = parseChannelFilter(value);
  if (!test) context.addIssue({ code: "custom", message: problem });
  else if (JSON.stringify(value).length > defaultLimits.keptFilterCharacters)
    context.addIssue({ code: "custom", message: "that is too large a filter to keep" });
});

export const ChannelFilterInput = z.strictObject({ filter: KeptFilter, sort: Sort.default([]) });
export type ChannelFilterInput = z.infer<typeof ChannelFilterInput>;

/** A predefined filter; those of `builtIn` every app has. */
export const KeptChannelFilter = z.object({
  name: ChannelFilterName,
  filter: z.unknown(),
  sort: Sort,
  builtIn: z.boolean(),
});
export type KeptChannelFilter = z.infer<typeof KeptChannelFilter>;
export const ChannelFilterAnswer = z.object({ filter: KeptChannelFilter });
export const ChannelFiltersAnswer = z.object({ filters: z.array(KeptChannelFilter) });
