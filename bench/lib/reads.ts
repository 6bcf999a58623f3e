import { seededRandom } from "./seeded-random.ts";

type Answer = { readonly items?: readonly unknown[]; readonly channels?: readonly unknown[] };

/** One kind of read by `u0`: what is asked, and the name of a statement that its transaction holds. */
export type BenchRead = {
  readonly name: string;
  readonly statement: string;
  readonly request: (index: number) => { readonly path: string; readonly body?: unknown };
  readonly isGood: (answer: Answer) => boolean;
};

const largest = "/v1/channels/messaging:c0/messages";
const isFull = ({ items = [] }: Answer) => items.length > 0;

/** The reads of people: the list, the badge, history anywhere, threads, searches, queries. */
export function benchReads(messages: number): BenchRead[] {
  const random = seededRandom(7);
  const newest = Math.floor(messages / 10);
  const anywhere = () => `s_${(1 + Math.floor(random() * newest)).toString(36)}`;
  const get = (name: string, statement: string, path: () => string): BenchRead => ({
    ...{ name, statement, request: () => ({ path: path() }), isGood: isFull },
  });
  const search = (name: string, query: string, isGood = isFull): BenchRead => ({
    ...{ name, statement: "search_messages", isGood },
    request: () => ({ path: "/v1/search/messages", body: { query } }),
  });
  const query = (name: string, body: object): BenchRead => ({
    ...{ name, statement: "viewed_channels", isGood: isFull },
    request: () => ({ path: "/v1/channels/query", body }),
  });
  return [
    get("channel list", "channels_of_member", () => "/v1/channels?limit=50"),
    {
      ...get("unread totals", "count_unread", () => "/v1/unread"),
      isGood: ({ channels = [] }) => channels.length > 0,
    },
    get("newest history", "messages_before", () => largest),
    get("history anywhere", "messages_before", () => `${largest}?around=${anywhere()}`),
    get("threads", "threads_of_user", () => "/v1/threads"),
    query("query channels", {
      filter: { members: { $in: ["u1", "u14"] }, name: { $autocomplete: "team" } },
      limit: 30,
    }),
    query("query unread", { name: "unread", limit: 30 }),
    search("search frequent", "ba co"),
    search("search rare", "zanwenverso", () => true),
    search("search part of a word", "enver", () => true),
    search("search by author", "from:u1 has:mention", () => true),
    search("search 北京", "北京", () => true),
  ];
}
