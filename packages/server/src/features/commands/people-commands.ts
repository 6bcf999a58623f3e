import { takeDuration, takePerson } from "@natter/contract/command-text";
import { misused, type CommandKind, type CommandUse } from "./command.ts";

/** Commands about people and about one's own view of the channel. What they did, the caller alone is told. */
export const peopleCommands: readonly CommandKind[] = [
  {
    name: "invite",
    usage: "@person",
    summary: "Adds somebody to the channel",
    needs: "manage-members",
    plan(use) {
      const { userId } = personOf(this, use);
      return {
        route: "members.add",
        input: { params: { cid: use.cid }, body: { userIds: [userId] } },
        reply: `${userId} is a member now.`,
      };
    },
  },
  {
    name: "ban",
    usage: "@person [10m] [reason]",
    summary: "Bans somebody from the channel, for a time or for good",
    needs: "ban",
    plan(use) {
      const { userId, rest } = personOf(this, use);
      const { seconds, rest: reason } = takeDuration(rest);
      const expiry = seconds === null ? {} : { expiresInSeconds: seconds };
      return {
        route: "bans.setInChannel",
        input: { params: { cid: use.cid, userId }, body: { reason, ...expiry } },
        reply: `${userId} is banned from this channel.`,
      };
    },
  },
  {
    name: "unban",
    usage: "@person",
    summary: "Lifts a ban from the channel",
    needs: "ban",
    plan(use) {
      const { userId } = personOf(this, use);
      return {
        route: "bans.removeInChannel",
        input: { params: { cid: use.cid, userId } },
        reply: `${userId} is no longer banned from this channel.`,
      };
    },
  },
  {
    name: "mute",
    usage: "[2h] or @person",
    summary: "Mutes the channel for you, for a time or until you say otherwise; or a person",
    needs: "leave",
    plan(use) {
      const person = takePerson(use.args);
      if (person)
        return {
          ...ofPerson(this, person, "me.mute"),
          reply: `${person.userId} is muted for you.`,
        };
      const { seconds, rest } = takeDuration(use.args);
      if (rest !== "") throw misused(this);
      return {
        route: "channels.settings",
        input: {
          params: { cid: use.cid },
          body: { muted: true, ...(seconds === null ? {} : { muteSeconds: seconds }) },
        },
        reply: "This channel is muted for you.",
      };
    },
  },
  {
    name: "unmute",
    usage: "[@person]",
    summary: "Lets the channel, or a person, notify you again",
    needs: "leave",
    plan(use) {
      const person = takePerson(use.args);
      if (person)
        return {
          ...ofPerson(this, person, "me.unmute"),
          reply: `${person.userId} is no longer muted for you.`,
        };
      if (use.args !== "") throw misused(this);
      return {
        route: "channels.settings",
        input: { params: { cid: use.cid }, body: { muted: false } },
        reply: "This channel notifies you again.",
      };
    },
  },
];

function personOf(kind: CommandKind, { args }: CommandUse): { userId: string; rest: string } {
  const person = takePerson(args);
  if (!person) throw misused(kind);
  return person;
}

type Person = { readonly userId: string; readonly rest: string };

function ofPerson<Name extends "me.mute" | "me.unmute">(
  kind: CommandKind,
  { userId, rest }: Person,
  route: Name,
) {
  if (rest !== "") throw misused(kind);
  return { route, input: { params: { userId } } };
}
