import type { ClientInfo, StreamPosition } from "../protocol.ts";
import type { Broker, BrokerEvents, ReadResult } from "./broker.ts";
import { answerTo, createQuestions } from "./questions.ts";
import type { Wire } from "./wire.ts";
import type { FromOwner, Question, ToOwner } from "./wire-messages.ts";

/** Streams that another process owns, at the other end of a wire. */
export function createRemoteBroker(options: {
  wire: Wire;
  node: string;
  events: BrokerEvents;
  /** The owner is gone, and every position with it. */
  onLost(): void;
}): Broker {
  const { wire, events } = options;
  const questions = createQuestions();
  const send = (message: ToOwner): void => wire.send(message);
  const ask = (question: Question): Promise<unknown> =>
    questions.ask((id) => send({ type: "question", id, question }));

  wire.onMessage((message) => take(message as FromOwner)); // the owner speaks this and nothing else
  wire.onClose(() => {
    questions.abandon();
    options.onLost();
  });
  send({ type: "hello", node: options.node });

  function take(message: FromOwner): void {
    switch (message.type) {
      case "deliver":
        return events.deliver(message.delivery);
      case "presence":
        return events.presence(message.channel, message.kind, message.info);
      case "control":
        return events.control(message.control);
      case "answer":
        return questions.answered(message);
      case "question": {
        const { node, session, frame } = message.question;
        const emulated = { node, session, frame: Buffer.from(frame, "base64") };
        void answerTo(message.id, () => events.emulate(emulated)).then(send);
        return undefined;
      }
      default:
        return message satisfies never;
    }
  }

  // What is asked and what is answered are two halves of one table: see `stream-owner.ts`.
  return {
    publish: async (draft) => (await ask({ ask: "publish", draft })) as StreamPosition,
    read: async (channel, rules, request) =>
      ((await ask({ ask: "read", channel, rules, request })) ?? undefined) as
        | ReadResult
        | undefined,
    removeHistory: async (channel) => void (await ask({ ask: "removeHistory", channel })),
    presence: async (channel) =>
      new Map((await ask({ ask: "presence", channel })) as [string, ClientInfo][]),
    presenceStats: async (channel) =>
      (await ask({ ask: "presenceStats", channel })) as { clients: number; users: number },
    emulate: async ({ node, session, frame }) => {
      const encoded = Buffer.from(frame).toString("base64");
      return (await ask({ ask: "emulate", node, session, frame: encoded })) as boolean;
    },
    listen: async (channel) => void (await ask({ ask: "listen", channel })),
    unlisten: (channel) => send({ type: "unlisten", channel }),
    join: (channel, info, presence) => send({ type: "join", channel, info, options: presence }),
    leave: (channel, info, presence) => send({ type: "leave", channel, info, options: presence }),
    spread: (control) => send({ type: "spread", control }),
    size: () => 0,
  };
}
