import { EventEmitter } from "node:events";
import { ChatError } from "@natter/contract/chat-error";
import { expect, test, vi } from "vitest";
import { openLink, type ProcessLike } from "./link.ts";
import { ProcessGone } from "./port.ts";
import { createPrimary } from "./primary.ts";
import { joinPrimary } from "./worker.ts";

/** Two ends of a channel between processes: what one sends is copied and reaches the other a turn later. */
function openChannel(): { parent: ProcessLike; child: ProcessLike; cut(): void } {
  const [parent, child] = [new EventEmitter(), new EventEmitter()];
  const end = (own: EventEmitter, other: EventEmitter): ProcessLike => ({
    on: (event: string, listener: (message: unknown) => void) => own.on(event, listener),
    send: (message) => {
      const copy = structuredClone(message);
      setImmediate(() => other.emit("message", copy));
    },
  });
  return {
    parent: end(parent, child),
    child: end(child, parent),
    cut: () => [parent, child].forEach((one) => one.emit("disconnect")),
  };
}

const quiet = { answer: () => undefined, onGone: () => undefined };

test("questions are answered in the order they were asked, and dates stay dates", async () => {
  const { parent, child } = openChannel();
  const heard: unknown[] = [];
  openLink(child, { ...quiet, answer: ({ input }) => (heard.push(input), input) });
  const link = openLink(parent, quiet);
  const asked = [1, 2, new Date(3)].map((input) => link.ask({ to: "you", name: "echo", input }));
  expect(await Promise.all(asked)).toEqual([1, 2, new Date(3)]);
  expect(heard).toEqual([1, 2, new Date(3)]);
});

test("a refusal comes back as the refusal it was, any other failure as an error that says where", async () => {
  const { parent, child } = openChannel();
  openLink(child, {
    ...quiet,
    answer: ({ name }) => {
      if (name === "refuse")
        throw new ChatError("channel.frozen", "It is frozen.", { details: { cid: "a" } });
      throw new Error("broken");
    },
  });
  const link = openLink(parent, quiet);
  const refused = await link.ask({ to: "you", name: "refuse", input: null }).catch((e) => e);
  expect(refused).toBeInstanceOf(ChatError);
  expect(refused).toMatchObject({ code: "channel.frozen", details: { cid: "a" } });
  await expect(link.ask({ to: "you", name: "break", input: null })).rejects.toThrow(
    /another process.*broken/s,
  );
});

test("other messages on the channel are left alone", async () => {
  const { parent, child } = openChannel();
  openLink(child, { ...quiet, answer: () => "answer" });
  const link = openLink(parent, quiet);
  for (const message of [null, "text", { cmd: "NODE_HANDLE" }, 7]) child.send?.(message);
  expect(await link.ask({ to: "you", name: "any", input: null })).toBe("answer");
});

test("what waits for a process that ends fails, as does what is asked afterwards", async () => {
  const { parent, cut } = openChannel();
  const onGone = vi.fn<() => void>();
  const link = openLink(parent, { ...quiet, onGone });
  const waiting = link.ask({ to: "you", name: "never", input: null });
  cut();
  await expect(waiting).rejects.toBeInstanceOf(ProcessGone);
  await expect(link.ask({ to: "you", name: "late", input: null })).rejects.toBeInstanceOf(
    ProcessGone,
  );
  expect(onGone).toHaveBeenCalledOnce();
});

async function openGroup() {
  const onError = vi.fn<(error: unknown) => void>();
  const primary = createPrimary({ onError });
  const join = async (name: string) => {
    const channel = openChannel();
    primary.add(name, channel.parent);
    return { processes: await joinPrimary(channel.child, { onError }), cut: channel.cut };
  };
  return { primary, one: await join("1"), two: await join("2"), onError };
}

test("the primary runs what is its own, and knows who asks", async () => {
  const { primary, one, two } = await openGroup();
  primary.inPrimary("who", (input: number, from) => `${from} ${input}`);
  const [fromOne, fromTwo] = [one, two].map(({ processes }) =>
    processes.inPrimary<number, string>("who", () => "not here"),
  );
  expect([await fromOne?.(1), await fromTwo?.(2)]).toEqual(["1 1", "2 2"]);
});

test("what runs everywhere runs once in each process, whichever asked", async () => {
  const { primary, one, two } = await openGroup();
  const ran: string[] = [];
  const [asPrimary, asOne, asTwo] = [
    ["primary", primary] as const,
    ["1", one.processes] as const,
    ["2", two.processes] as const,
  ].map(([name, processes]) =>
    processes.everywhere("note", (input: string) => {
      ran.push(`${name} ${input}`);
      return name;
    }),
  );
  for (const ask of [asPrimary, asOne, asTwo]) {
    expect((await ask?.("x"))?.toSorted()).toEqual(["1", "2", "primary"]);
    expect(ran.splice(0).toSorted()).toEqual(["1 x", "2 x", "primary x"]);
  }
});

test("a process that ends is told to the primary and left out", async () => {
  const { primary, one, two, onError } = await openGroup();
  const gone: string[] = [];
  primary.onGone((name) => gone.push(name));
  const ask = primary.everywhere("name", (_none: null) => "primary");
  one.processes.everywhere("name", (_none: null) => "1");
  two.processes.everywhere("name", (_none: null) => "2");
  const asked = ask(null);
  one.cut();
  expect(gone).toEqual(["1"]);
  expect((await asked).toSorted()).toEqual(["2", "primary"]);
  expect((await ask(null)).toSorted()).toEqual(["2", "primary"]);
  expect(onError).not.toHaveBeenCalled();
});
