/** A defect to plant, and the tests that lie nearest to it. */
export type Defect = {
  readonly id: string;
  readonly does: string;
  /** Below packages/. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
  /** Titles of tests that were written for what the defect breaks: they do not count. */
  readonly writtenFor?: RegExp;
};

const send = "server/src/features/messages/send-message.test.ts";
const sendStatement = "server/src/features/messages/send-statement.ts";
const relay = "server/src/core/relay.test.ts";
const atLeastOnce = "server/src/core/at-least-once.test.ts";
const authenticate = "server/src/http/authenticate.ts";

/** The defects of the server whose feature is there; those of the SDK are in client-defects. */
export const defects: readonly Defect[] = [
  {
    id: "M2",
    does: "remembers who was let in without the app",
    file: authenticate,
    from: "const name = `${appId} ${userId}`;",
    to: "const name = `${userId}`;",
    tests: ["server/src/http/authenticate.test.ts", "server/src/features/bans/bans.test.ts"],
  },
  {
    id: "M4",
    does: "acknowledges before the commit",
    file: "server/src/adapters/database/postgres.ts",
    from: 'if ((await committed).command !== "COMMIT") throw new Error("The transaction was rolled back.");',
    to: "void committed;",
    tests: [send, "server/src/adapters/database/postgres.test.ts"],
  },
  {
    id: "M5",
    does: "numbers messages by counting them",
    file: sendStatement,
    from: "message_seq = head.message_seq + 1, last",
    to: "message_seq = (select count(*) + 1 from messages m where m.app_id = head.app_id and 'chat:' || m.cid = head.stream), last",
    tests: [send],
  },
  {
    id: "M6",
    does: "writes no outbox row with a message",
    file: sendStatement,
    from: "select ${appId}, ${stream}, event_seq, now() from head\n    )",
    to: "select ${appId}, ${stream}, event_seq, now() from head where false\n    )",
    tests: [send],
  },
  {
    id: "M7",
    does: "settles an event before it is published",
    file: "server/src/core/relay.ts",
    from: "await parts.publish(event);\n            settler.add(event);",
    to: "settler.add(event);\n            await parts.publish(event);",
    tests: [relay, atLeastOnce],
    writtenFor: /what could not be published is not settled/,
  },
  {
    id: "M12",
    does: "takes a client id for the same whoever sent it",
    file: "server/src/features/messages/send-message.ts",
    from: "keySender: user.id,",
    to: 'keySender: "",',
    tests: [send],
  },
  {
    id: "M14",
    does: "tries a bad event again and again in its place",
    file: "server/src/core/relay-stream.ts",
    from: "if (!isAway) attempt += 1;",
    to: "if (isAway) attempt += 1;",
    tests: [relay],
  },
  {
    id: "M15",
    does: "orders a page of messages by their time",
    file: "server/src/features/messages/history-rows.ts",
    from: "order by m.seq desc`",
    to: "order by m.created_at, m.id desc`",
    tests: ["server/src/features/messages/history-pages.test.ts"],
  },
  {
    id: "M16",
    does: "takes texts of any length",
    file: "contract/src/text.ts",
    from: "z.string().min(min).max(max)",
    to: "z.string().min(min)",
    tests: ["server/src/http/bad-input.test.ts"],
  },
  {
    id: "M17",
    does: "lets a token's header choose rules and keys",
    file: "server/src/http/verify-user-token.ts",
    from: "refusedHeaders.every((name) => !(name in header))",
    to: "refusedHeaders.length > 0",
    tests: ["server/src/http/authenticate.test.ts"],
  },
  {
    id: "M18",
    does: "tells the text of a message with its deletion",
    file: "server/src/features/messages/delete-message.ts",
    from: '{ type: "message.deleted", data: fact }',
    to: '{ type: "message.deleted", data: { ...fact, text: row.text } }',
    tests: ["server/src/features/messages/undo.test.ts", send],
  },
  {
    id: "M19",
    does: "tells that somebody invisible types",
    file: "server/src/features/typing/feature.ts",
    from: "if (!privacy.typing || privacy.invisible) return;",
    to: "if (!privacy.typing) return;",
    tests: [
      "server/src/features/settings/privacy.test.ts",
      "server/src/features/presence/presence.test.ts",
    ],
  },
  {
    id: "M20",
    does: "remembers for half a minute that somebody was let in",
    file: authenticate,
    from: "users.deleteWhere((name) => name === `${appId} ${userId}`);",
    to: "void users;",
    tests: ["server/src/features/users/users.test.ts", "server/src/features/bans/bans.test.ts"],
  },
  {
    id: "M22",
    does: "looks for a good scheme anywhere in an address",
    file: "contract/src/markdown/safe-url.ts",
    from: "/^(?:https?:\\/\\/|mailto:[^@]+@)/i.test(typed)",
    to: "/(?:https?:\\/\\/|mailto:[^@]+@)/i.test(typed)",
    tests: ["contract/src/markdown/markdown.test.ts"],
  },
  {
    id: "M23",
    does: "believes the leftmost address of X-Forwarded-For",
    file: "server/src/node/peer.ts",
    from: ".at(-proxies)",
    to: ".at(0)",
    tests: ["server/src/node/peer.test.ts"],
  },
];
