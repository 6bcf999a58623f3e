import { expect, test } from "vitest";
import { createChatClient } from "./create-chat-client.ts";

const options = { endpoint: "https://chat.example.org", getToken: async () => "" };

test.each(["sk_someapp_0123456789", "ak_0123456789"])(
  "[S07] a secret key is refused before anything is asked: %s",
  (appKey) => {
    expect(() => createChatClient({ ...options, appKey })).toThrow("publishable key");
  },
);

test("a publishable key is taken", () => {
  expect(() =>
    createChatClient({ ...options, appKey: "pk_someapp_0123456789" }).dispose(),
  ).not.toThrow();
});
