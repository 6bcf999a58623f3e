import { announcer } from "./english/announcer.ts";
import { attachments } from "./english/attachments.ts";
import { bookmarks } from "./english/bookmarks.ts";
import { channels } from "./english/channels.ts";
import { chat } from "./english/chat.ts";
import { commands } from "./english/commands.ts";
import { composer } from "./english/composer.ts";
import { connection } from "./english/connection.ts";
import { embed } from "./english/embed.ts";
import { emoji } from "./english/emoji.ts";
import { forward } from "./english/forward.ts";
import { hotkeys } from "./english/hotkeys.ts";
import { inbox } from "./english/inbox.ts";
import { markdown } from "./english/markdown.ts";
import { members } from "./english/members.ts";
import { mentions } from "./english/mentions.ts";
import { messages } from "./english/messages.ts";
import { moderation } from "./english/moderation.ts";
import { people } from "./english/people.ts";
import { pins } from "./english/pins.ts";
import { polls } from "./english/polls.ts";
import { primitives } from "./english/primitives.ts";
import { profile } from "./english/profile.ts";
import { reactions } from "./english/reactions.ts";
import { search } from "./english/search.ts";
import { settings } from "./english/settings.ts";
import { spaces } from "./english/spaces.ts";
import { switcher } from "./english/switcher.ts";
import { threads } from "./english/threads.ts";
import { time } from "./english/time.ts";
import { timed } from "./english/timed.ts";
import { typing } from "./english/typing.ts";
import { forms } from "./english/forms.ts";
import { edits } from "./english/edits.ts";
import { tools } from "./english/tools.ts";
import type { Phrase } from "./phrase.ts";

/**
 * Everything the kit says, by key; each room's words are in `english/<room>.ts`, and in `arabic/<room>.ts` with the same keys.
 * Another language, or another wording, is another such record.
 */
export const english = {
  ...announcer,
  ...tools,
  ...edits,
  ...forms,
  ...attachments,
  ...bookmarks,
  ...channels,
  ...chat,
  ...commands,
  ...composer,
  ...connection,
  ...embed,
  ...emoji,
  ...forward,
  ...hotkeys,
  ...inbox,
  ...markdown,
  ...members,
  ...mentions,
  ...messages,
  ...moderation,
  ...people,
  ...pins,
  ...polls,
  ...primitives,
  ...profile,
  ...reactions,
  ...search,
  ...settings,
  ...spaces,
  ...switcher,
  ...threads,
  ...time,
  ...timed,
  ...typing,
} as const;

export type StringKey = keyof typeof english;

/** A full or partial replacement of the kit's wording. */
export type Strings = { readonly [Key in StringKey]?: Phrase };
