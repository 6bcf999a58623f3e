/**
 * What the SDK hands out for a value of the wire: times are `Date`, ids are plain strings.
 * A customer's own `custom` data stays exactly as it was sent.
 */
export type FromWire<Value> = Value extends string
  ? Plain<Value>
  : Value extends readonly (infer Item)[]
    ? readonly FromWire<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: FieldFromWire<Key, Value[Key]> }
      : Value;

// A branded string is an id: a string that is also an object. A literal union (a role, a kind) stays as it is.
type Plain<Value extends string> = Value extends object ? string : Value;

type FieldFromWire<Key, Value> = Key extends "custom"
  ? Value
  : Key extends TimeField
    ? TimeFromWire<Value>
    : FromWire<Value>;

type TimeFromWire<Value> = Value extends string ? Date : Value;

/** The fields that hold an RFC 3339 time on the wire. */
export const timeFields = [
  "at",
  "createdAt",
  "updatedAt",
  "editedAt",
  "deletedAt",
  "joinedAt",
  "readAt",
  "deliveredAt",
  "lastReadAt",
  "lastSeenAt",
  "expiresAt",
  "revokedAt",
  "closesAt",
  "closedAt",
  "votedAt",
  "remindAt",
  "sendAt",
  "sentAt",
  "lastReplyAt",
  "writtenAt",
  "replacedAt",
  "pinnedAt",
  "mutedUntil",
  "deactivatedAt",
  "suspendedAt",
  "requestedAt",
  "doneAt",
  "undoneAt",
  "claimedAt",
  "decidedAt",
  "from",
  "to",
  "lastUsedAt",
  "revokedBefore",
] as const;

type TimeField = (typeof timeFields)[number];
