import type { RouteAnswer as WireAnswer, RouteInput as WireInput } from "@natter/contract";
import type { RouteName } from "@natter/contract/paths";
import type { FromWire } from "../wire/from-wire.ts";

export type { RouteName };

/** What a route answers, with times as `Date`; undefined where the answer has no body. */
export type RouteAnswer<Name extends RouteName> = FromWire<WireAnswer<Name>>;

type Given<Name extends RouteName> = WireInput<Name>;
type OptionalPart<Name extends RouteName> = {
  [Part in keyof Given<Name>]-?: {} extends Given<Name>[Part] ? Part : never;
}[keyof Given<Name>];

/** `params`, `query` and `body` of a route; a part whose every field is optional may be left out. */
export type RouteInput<Name extends RouteName> = Omit<Given<Name>, OptionalPart<Name>> &
  Partial<Pick<Given<Name>, OptionalPart<Name>>>;

/** What a route takes as its body. */
export type RouteBody<Name extends RouteName> = Exclude<
  RouteInput<Name> extends { body?: infer Body } ? Body : never,
  undefined
>;

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** Lets the request outlive the page that made it; for small ones, as browsers limit what is on its way so. */
  readonly keepalive?: boolean;
};

/** Calls a route of the API and answers with its parsed answer; throws ChatError when refused. */
export type Api = <Name extends RouteName>(
  name: Name,
  ...rest: {} extends RouteInput<Name>
    ? [input?: RouteInput<Name>, options?: CallOptions]
    : [input: RouteInput<Name>, options?: CallOptions]
) => Promise<RouteAnswer<Name>>;
