import type { Api } from "@natter/client";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { ChatServer } from "./chat-server.ts";
import { logInHere, openPerson, type Person } from "./person.ts";

/** A space with two members, each at a browser of their own in its first channel. */
export type Garden = {
  readonly spaceId: string;
  readonly cid: string;
  /** Calls the API as each of them. */
  readonly api: { readonly ada: Api; readonly bob: Api };
  readonly ada: Person;
  readonly bob: Person;
  /** Opens the channel at another browser of one of them. */
  readonly open: (username: "ada" | "bob", options?: BrowserContextOptions) => Promise<Person>;
};

/** Makes the accounts `ada` and `bob` and a space in which both are, and opens its channel for both. */
export async function makeGarden(browser: Browser, server: ChatServer): Promise<Garden> {
  const ada = await server.register("ada");
  const bob = await server.register("bob");
  const { space } = await ada("spaces.create", { body: { name: "Garden club" } });
  const cid = space.defaultCid ?? "";
  const params = { spaceId: space.id };
  const { invite } = await ada("spaces.createInvite", { params, body: {} });
  await bob("invites.accept", { params: { code: invite.code } });
  await bob("channels.join", { params: { cid } });
  const open: Garden["open"] = async (username, options = {}) => {
    const person = await openPerson(browser, server, `/s/${space.id}/${cid}`, options);
    await logInHere(person.page, username);
    await person.composer.waitFor({ timeout: 60_000 });
    return person;
  };
  return {
    spaceId: space.id,
    cid,
    api: { ada, bob },
    ada: await open("ada"),
    bob: await open("bob"),
    open,
  };
}
