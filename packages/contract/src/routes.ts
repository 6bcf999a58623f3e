import type { z } from "zod";
import type { RouteName } from "./paths.ts";
import type { Route } from "./route.ts";
import { appsRoutes } from "./routes/apps.ts";
import { accountsRoutes } from "./routes/accounts.ts";
import { tokensRoutes } from "./routes/tokens.ts";
import { guestsRoutes } from "./routes/guests.ts";
import { usersRoutes } from "./routes/users.ts";
import { spacesRoutes } from "./routes/spaces.ts";
import { channelTypesRoutes } from "./routes/channel-types.ts";
import { channelsRoutes } from "./routes/channels.ts";
import { membersRoutes } from "./routes/members.ts";
import { messagesRoutes } from "./routes/messages.ts";
import { threadsRoutes } from "./routes/threads.ts";
import { commandsRoutes } from "./routes/commands.ts";
import { draftsRoutes } from "./routes/drafts.ts";
import { timedRoutes } from "./routes/timed.ts";
import { pollsRoutes } from "./routes/polls.ts";
import { reactionsRoutes } from "./routes/reactions.ts";
import { readStateRoutes } from "./routes/read-state.ts";
import { realtimeRoutes } from "./routes/realtime.ts";
import { syncRoutes } from "./routes/sync.ts";
import { bansRoutes } from "./routes/bans.ts";
import { channelQueriesRoutes } from "./routes/channel-queries.ts";
import { searchRoutes } from "./routes/search.ts";
import { moderationRoutes } from "./routes/moderation.ts";
import { blocksRoutes } from "./routes/blocks.ts";
import { reportsRoutes } from "./routes/reports.ts";
import { limitsRoutes } from "./routes/limits.ts";
import { settingsRoutes } from "./routes/settings.ts";

/** The one table of routes: it validates in the server, types the client and makes the OpenAPI document. */
export const routes = {
  ...appsRoutes,
  ...accountsRoutes,
  ...tokensRoutes,
  ...guestsRoutes,
  ...usersRoutes,
  ...spacesRoutes,
  ...channelTypesRoutes,
  ...channelsRoutes,
  ...membersRoutes,
  ...messagesRoutes,
  ...threadsRoutes,
  ...reactionsRoutes,
  ...commandsRoutes,
  ...draftsRoutes,
  ...timedRoutes,
  ...pollsRoutes,
  ...readStateRoutes,
  ...realtimeRoutes,
  ...syncRoutes,
  ...bansRoutes,
  ...channelQueriesRoutes,
  ...searchRoutes,
  ...moderationRoutes,
  ...blocksRoutes,
  ...reportsRoutes,
  ...limitsRoutes,
  ...settingsRoutes,
} as const satisfies Record<RouteName, Route>;

export type Routes = typeof routes;

type In<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
type Out<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;
type Part<Rules, Key extends string> = Rules extends { readonly [K in Key]: infer Schema }
  ? Schema
  : never;

/** The named part a caller gives, absent where the route has none. */
type InputPart<Rules, Key extends string> = [Part<Rules, Key>] extends [never]
  ? unknown
  : { [K in Key]: Unbranded<In<Part<Rules, Key>>> };

/** Inputs may be written as plain strings: brands are earned by parsing. */
export type Unbranded<Value> = Value extends z.core.$brand
  ? Value extends string
    ? string
    : Value
  : Value extends readonly (infer Item)[]
    ? Unbranded<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Unbranded<Value[Key]> }
      : Value;

/** A query that asks nothing need not be given. */
type QueryPart<Rules> = [Part<Rules, "query">] extends [never]
  ? unknown
  : Record<never, never> extends In<Part<Rules, "query">>
    ? { query?: Unbranded<In<Part<Rules, "query">>> }
    : InputPart<Rules, "query">;

/** What a client gives to call a route: `params`, `query` and `body`, as far as the route has them. */
export type RouteInput<Name extends RouteName> = InputPart<Routes[Name], "params"> &
  QueryPart<Routes[Name]> &
  InputPart<Routes[Name], "body">;

/** What a route answers; undefined where the answer has no body. */
export type RouteAnswer<Name extends RouteName> = Routes[Name]["answer"] extends null
  ? undefined
  : Out<Routes[Name]["answer"]>;

/** What a handler receives after parsing. */
export type ParsedInput<Name extends RouteName> = {
  params: Out<Part<Routes[Name], "params">>;
  query: Out<Part<Routes[Name], "query">>;
  body: Out<Part<Routes[Name], "body">>;
};
