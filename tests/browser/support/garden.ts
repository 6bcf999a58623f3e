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
  readonly open: (
    username: "ada" | "bob",
    options?: BrowserContextOptions,
    cid?: string,
  ) => Promise<Person>;
  /** Makes another channel of the space and leads both pages there, whatever they showed before; answers its cid. */
  readonly goToNewChannel: (name: string) => Promise<string>;
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
  const open: Garden["open"] = async (username, options = {}, where = cid) => {
    const person = await openPerson(browser, server, `/s/${space.id}/${where}`, options);
    await logInHere(person.page, username);
    await person.composer.waitFor({ timeout: 60_000 });
    return person;
  };
  const people = { ada: await open("ada"), bob: await open("bob") };
  const goToNewChannel: Garden["goToNewChannel"] = async (name) => {
    const { channel } = await ada("spaces.createChannel", { params, body: { name } });
    await bob("channels.join", { params: { cid: channel.cid } });
    for (const { page, composer } of [people.ada, people.bob]) {
      await page.goto(`/s/${space.id}/${channel.cid}`);
      await composer.waitFor();
    }
    return channel.cid;
  };
  return { spaceId: space.id, cid, api: { ada, bob }, ...people, open, goToNewChannel };
}
