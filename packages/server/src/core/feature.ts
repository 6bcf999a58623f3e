import type { ParsedInput, RouteAnswer, RouteName } from "@natter/contract";
import type { Call } from "./call.ts";
import type { EventView } from "./event-log.ts";
import type { Tx } from "./transact.ts";
import type { PublishedEvent } from "./relay.ts";

/** A user who was deleted, and what becomes of their messages. */
export type ErasedUser = { readonly userId: string; readonly messages: "keep" | "erase" };

/** Answers a route with a status other than the table's, for example 200 for a repeat of a 201. */
export class Answer<Body> {
  readonly status: 200 | 201 | 204;
  readonly body: Body;
  constructor(status: 200 | 201 | 204, body: Body) {
    this.status = status;
    this.body = body;
  }
}

/** Answers a route with a file instead of JSON, where its caller asked for one. */
export class Download {
  readonly mediaType: string;
  readonly fileName: string;
  readonly text: string;
  constructor(mediaType: string, fileName: string, text: string) {
    this.mediaType = mediaType;
    this.fileName = fileName;
    this.text = text;
  }
}

/** Carries out one route: parsed input in, the answer's body out. Refusals are thrown as `ChatError`. */
export type Handler<Name extends RouteName> = (
  call: Call,
  input: ParsedInput<Name>,
) => Promise<WireAnswer<Name> | Answer<WireAnswer<Name>> | Download>;

/** An answer as a room builds it: brands are not asked of values that come from our own tables. */
export type WireAnswer<Name extends RouteName> =
  RouteAnswer<Name> extends undefined ? void : Plain<RouteAnswer<Name>>;

type Plain<Value> = Value extends string
  ? string extends Value
    ? string
    : Value extends { readonly [key: symbol]: unknown }
      ? string
      : Value
  : Value extends number | boolean | null | undefined
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : Value extends object
        ? { readonly [Key in keyof Value]: Plain<Value[Key]> }
        : Value;

export type Handlers = { readonly [Name in RouteName]?: Handler<Name> };

/** A room hung in the house: its routes, how its events look on the wire, and what it writes behind the relay. */
export type Feature = {
  readonly name: string;
  readonly handlers: Handlers;
  /** By event type: turns stored facts into what the wire carries, as things are now. */
  readonly views?: Readonly<Record<string, EventView>>;
  /**
   * Runs in the transaction that settles a batch of published events. The same events can come again, after a crash for
   * example, and then fail at a unique key: they come once more with `isRepeat`, and must do no harm.
   */
  readonly project?: (
    tx: Tx,
    events: readonly PublishedEvent[],
    options: { readonly isRepeat: boolean },
  ) => Promise<void>;
  /**
   * Lets go of one bounded batch of what the room keeps of a user who was deleted. Answers with where the next batch goes
   * on, null after the last; the first begins at null. A batch can come again after a crash, and then must do no harm.
   */
  readonly eraseUser?: (tx: Tx, user: ErasedUser, from: string | null) => Promise<string | null>;
};
