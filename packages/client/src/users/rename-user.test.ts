import { expect, test } from "vitest";
import { renameUser } from "./rename-user.ts";

const old = { id: "ada", name: "Ada", image: null };
const now = { id: "ada", name: "Ada L.", image: null };
const bob = { id: "bob", name: "Bob", image: null };

test("a user has the new name wherever there is a summary of them, and what holds none is the same object", () => {
  const others = { sender: bob, at: new Date(0) };
  const held = { messages: [{ sender: old, thread: { participants: [bob, old] } }, others] };
  const renamed = renameUser(held, now);
  expect(renamed.messages[0]).toEqual({ sender: now, thread: { participants: [bob, now] } });
  expect(renamed.messages[1]).toBe(others);
  expect(renameUser(others, now)).toBe(others);
});

test("what only looks like a summary is left alone: custom data, and a channel of that id", () => {
  const channel = { id: "ada", cid: "messaging:ada", name: "Ada", image: null };
  const message = { custom: { author: old }, channel };
  expect(renameUser(message, now)).toBe(message);
});
