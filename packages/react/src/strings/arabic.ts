import { announcer } from "./arabic/announcer.ts";
import { attachments } from "./arabic/attachments.ts";
import { bookmarks } from "./arabic/bookmarks.ts";
import { channels } from "./arabic/channels.ts";
import { chat } from "./arabic/chat.ts";
import { commands } from "./arabic/commands.ts";
import { composer } from "./arabic/composer.ts";
import { connection } from "./arabic/connection.ts";
import { embed } from "./arabic/embed.ts";
import { emoji } from "./arabic/emoji.ts";
import { forward } from "./arabic/forward.ts";
import { hotkeys } from "./arabic/hotkeys.ts";
import { inbox } from "./arabic/inbox.ts";
import { markdown } from "./arabic/markdown.ts";
import { members } from "./arabic/members.ts";
import { mentions } from "./arabic/mentions.ts";
import { messages } from "./arabic/messages.ts";
import { moderation } from "./arabic/moderation.ts";
import { people } from "./arabic/people.ts";
import { pins } from "./arabic/pins.ts";
import { polls } from "./arabic/polls.ts";
import { primitives } from "./arabic/primitives.ts";
import { profile } from "./arabic/profile.ts";
import { reactions } from "./arabic/reactions.ts";
import { search } from "./arabic/search.ts";
import { settings } from "./arabic/settings.ts";
import { spaces } from "./arabic/spaces.ts";
import { switcher } from "./arabic/switcher.ts";
import { threads } from "./arabic/threads.ts";
import { time } from "./arabic/time.ts";
import { timed } from "./arabic/timed.ts";
import { typing } from "./arabic/typing.ts";
import { forms } from "./arabic/forms.ts";
import { edits } from "./arabic/edits.ts";
import { tools } from "./arabic/tools.ts";
import type { english } from "./english.ts";
import type { Arabic, Language } from "./phrase.ts";

const strings: Arabic<typeof english> = {
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
};

/** Arabic, complete: `<ChatProvider {...arabic}>`. Import it lazily where not everybody reads it. */
export const arabic: Language = { locale: "ar", dir: "rtl", strings };
