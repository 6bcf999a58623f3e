import { DisconnectCode, ErrorCode } from "../codes.ts";
import type { HubCore } from "../hub-core.ts";
import { HubDisconnect, HubError } from "../hub-error.ts";
import type { SessionInfo } from "../hub-options.ts";
import type { Command } from "../protocol.ts";
import type { Session } from "../session.ts";
import { endSubscription } from "../subscribing.ts";
import { connect } from "./connect.ts";
import { history, presence, presenceStats } from "./inspect.ts";
import { publish } from "./publish.ts";
import { refresh, refreshSubscription } from "./refresh.ts";
import { subscribe } from "./subscribe.ts";

/**
 * Answers one command. Never throws or rejects: refusals become error replies, violations of the
 * protocol close the session, and what breaks in the owner's hooks is reported and answered with
 * error 100.
 */
export function handleCommand(
  core: HubCore,
  session: Session,
  command: Command,
): Promise<void> | undefined {
  if (session.state === "closed") return undefined;
  if (command.method === "pong" || (command.id === 0 && command.method !== "send")) {
    session.ponged();
    return undefined;
  }
  try {
    const done = run(core, session, command);
    return done?.catch((error: unknown) => fail(core, session, command, error));
  } catch (error) {
    fail(core, session, command, error);
    return undefined;
  }
}

type Answerable = Exclude<Command, { method: "pong" }>;

function run(core: HubCore, session: Session, command: Answerable): Promise<void> | undefined {
  const { id } = command;
  if (command.method === "unreadable") throw new HubError(ErrorCode.badRequest);
  if (command.method === "connect") {
    if (session.state !== "new") throw new HubDisconnect(DisconnectCode.badRequest);
    return connect(core, session, id, command.request);
  }
  const { info } = session;
  if (session.state !== "connected" || !info) throw new HubDisconnect(DisconnectCode.badRequest);
  switch (command.method) {
    case "subscribe":
      return subscribe(core, session, info, id, command.request);
    case "unsubscribe":
      return leave(core, session, id, command.request.channel);
    case "publish":
      return publish(core, session, id, command.request);
    case "presence":
      return presence(core, session, id, command.request.channel);
    case "presence_stats":
      return presenceStats(core, session, id, command.request.channel);
    case "history":
      return history(core, session, id, command.request);
    case "ping":
      session.reply({ id, method: "ping" });
      return undefined;
    case "send":
      return takeMessage(core, info, command.request.data);
    case "rpc":
      return call(core, session, info, id, command.request);
    case "refresh":
      return refresh(core, session, info, id, command.request.token);
    case "sub_refresh":
      return refreshSubscription(core, session, info, id, command.request);
    default:
      return command satisfies never;
  }
}

function fail(core: HubCore, session: Session, command: Command, error: unknown): void {
  if (session.state === "closed") return;
  if (error instanceof HubDisconnect) return session.disconnect(error);
  if (!(error instanceof HubError)) core.report(error, command.method);
  const { code, message, temporary } =
    error instanceof HubError ? error : new HubError(ErrorCode.internal);
  session.reply({ id: command.id, method: "error", error: { code, message, temporary } });
}

function leave(core: HubCore, session: Session, id: number, channel: string): undefined {
  const subscription = session.subscriptions.get(channel);
  if (subscription) endSubscription(core, subscription);
  session.reply({ id, method: "unsubscribe" });
}

function takeMessage(core: HubCore, info: SessionInfo, data: unknown): Promise<void> {
  if (!core.options.message) throw new HubDisconnect(DisconnectCode.notAvailable);
  return core.options.message(info, data);
}

async function call(
  core: HubCore,
  session: Session,
  info: SessionInfo,
  id: number,
  request: { method: string; data: unknown },
): Promise<void> {
  if (!core.options.rpc) throw new HubError(ErrorCode.notAvailable);
  const data = await core.options.rpc(info, request.method, request.data);
  session.reply({ id, method: "rpc", result: { data } });
}
