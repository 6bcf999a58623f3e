import { randomUUID } from "node:crypto";
import { systemClock, type Clock } from "../clock.ts";
import { defaultLimits } from "../limits.ts";
import type { ClientInfo } from "../protocol.ts";
import { createTimerWheel } from "../timer-wheel.ts";
import type { Broker, BrokerEvents, PresenceOptions } from "./broker.ts";
import { createMemoryBroker } from "./memory-broker.ts";
import { answerTo, createQuestions, type Questions } from "./questions.ts";
import type { Wire } from "./wire.ts";
import type { FromOwner, Question, ToOwner } from "./wire-messages.ts";

/** Owns the streams of several processes: their numbers, history and presence. */
export type StreamOwner = {
  /** Serves the hub at the other end of the wire until it closes. */
  connect(wire: Wire): void;
};

export type StreamOwnerOptions = {
  readonly clock?: Clock | undefined;
  readonly createId?: (() => string) | undefined;
  readonly idempotencyMs?: number | undefined;
};

type Process = {
  readonly wire: Wire;
  readonly questions: Questions;
  readonly listens: Set<string>;
  /** Who is present by this process, to take them out when it dies. */
  readonly present: Map<string, { channel: string; info: ClientInfo; options: PresenceOptions }>;
  node: string;
};

/** Each publication goes once to each process that listens to its stream. */
export function createStreamOwner(options: StreamOwnerOptions = {}): StreamOwner {
  const clock = options.clock ?? systemClock;
  const createId = options.createId ?? randomUUID;
  const processes = new Set<Process>();
  const broker = createMemoryBroker({
    events: spreadTo(processes),
    clock,
    wheel: createTimerWheel(clock),
    createEpoch: () => createId().slice(0, 8),
    idempotencyMs: options.idempotencyMs ?? defaultLimits.idempotencyMs,
  });

  return {
    connect(wire) {
      const one: Process = {
        ...{ wire, node: "", listens: new Set(), present: new Map() },
        questions: createQuestions(),
      };
      processes.add(one);
      // A hub speaks this and nothing else.
      wire.onMessage((message) => take(broker, processes, one, message as ToOwner));
      wire.onClose(() => {
        processes.delete(one);
        one.questions.abandon();
        for (const { channel, info, options: presence } of one.present.values()) {
          broker.leave(channel, info, presence);
        }
      });
    },
  };
}

function spreadTo(processes: ReadonlySet<Process>): BrokerEvents {
  const toListeners = (channel: string, message: FromOwner): void => {
    for (const { wire, listens } of processes) if (listens.has(channel)) wire.send(message);
  };
  return {
    deliver: (delivery) => toListeners(delivery.channel, { type: "deliver", delivery }),
    presence: (channel, kind, info) =>
      toListeners(channel, { type: "presence", channel, kind, info }),
    // Control and emulated frames are passed on as they come, not by the broker.
    control: () => {},
    emulate: () => Promise.resolve(),
  };
}

function take(
  broker: Broker,
  processes: ReadonlySet<Process>,
  from: Process,
  message: ToOwner,
): void {
  switch (message.type) {
    case "hello":
      from.node = message.node;
      return;
    case "unlisten":
      from.listens.delete(message.channel);
      return;
    case "join": {
      const { channel, info, options } = message;
      from.present.set(`${channel}\n${info.client}`, { channel, info, options });
      return broker.join(channel, info, options);
    }
    case "leave": {
      const { channel, info, options } = message;
      from.present.delete(`${channel}\n${info.client}`);
      return broker.leave(channel, info, options);
    }
    case "spread":
      for (const { wire } of processes) {
        if (wire !== from.wire) wire.send({ type: "control", control: message.control });
      }
      return;
    case "question":
      void answerTo(message.id, () => answer(broker, processes, from, message.question)).then(
        (answered) => from.wire.send(answered),
      );
      return;
    case "answer":
      return from.questions.answered(message);
    default:
      return message satisfies never;
  }
}

async function answer(
  broker: Broker,
  processes: ReadonlySet<Process>,
  from: Process,
  question: Question,
): Promise<unknown> {
  switch (question.ask) {
    case "listen":
      from.listens.add(question.channel);
      return undefined;
    case "publish":
      return broker.publish(question.draft);
    case "read":
      return broker.read(question.channel, question.rules, question.request);
    case "removeHistory":
      return broker.removeHistory(question.channel);
    case "presence":
      return [...(await broker.presence(question.channel))];
    case "presenceStats":
      return broker.presenceStats(question.channel);
    case "emulate": {
      const target = [...processes].find(({ node }) => node === question.node);
      if (!target) return false;
      await target.questions.ask((id) => target.wire.send({ type: "question", id, question }));
      return true;
    }
    default:
      return question satisfies never;
  }
}
