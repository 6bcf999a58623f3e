import {
  bigint,
  boolean,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

export const polls = pgTable(
  "polls",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    question: text("question").notNull(),
    maxVotes: integer("max_votes").notNull(),
    anonymous: boolean("anonymous").notNull(),
    allowOptions: boolean("allow_options").notNull(),
    closesAt: timestamp("closes_at", { withTimezone: true }),
    closedAt: timestamp("closed_at", { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId] })],
);

export const pollOptions = pgTable(
  "poll_options",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    id: integer("id").notNull(),
    text: text("text").notNull(),
    addedBy: text("added_by"),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId, table.id] })],
);

/** What each voter chose; a row without options is a vote that was taken back. */
export const pollBallots = pgTable(
  "poll_ballots",
  {
    appId: text("app_id").notNull(),
    messageId: uuid("message_id").notNull(),
    userId: text("user_id").notNull(),
    optionIds: integer("option_ids").array().notNull(),
    /** Made by somebody who was shadow banned: counted for themselves only. */
    shadowed: boolean("shadowed").notNull(),
    /** The number of the event that told of it. */
    version: bigint("version", { mode: "number" }).notNull(),
    votedAt: timestamp("voted_at", { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.appId, table.messageId, table.userId] })],
);
