import type { channels as english } from "../english/channels.ts";
import type { Arabic } from "../phrase.ts";

export const channels: Arabic<typeof english> = {
  "channel.members": {
    zero: "لا أعضاء",
    one: "عضو واحد",
    two: "عضوان",
    few: "{count} أعضاء",
    many: "{count} عضوًا",
    other: "{count} عضو",
  },
  "channel.online": "{count} متصل الآن",
  "channel.readers": "الكتابة هنا للأعضاء فقط.",
  "channel.join": "انضم إلى القناة",
  "channel.frozen": "هذه القناة مجمّدة. لا يمكن لأحد الكتابة هنا حاليًا.",
  "channels.empty": "لا توجد قنوات بعد",
  "channels.label": "القنوات",
  "channels.you": "أنت: {text}",
  "channels.deleted": "حُذفت الرسالة",
  "channels.unread": {
    zero: "لا رسائل غير مقروءة",
    one: "رسالة واحدة غير مقروءة",
    two: "رسالتان غير مقروءتين",
    few: "{count} رسائل غير مقروءة",
    many: "{count} رسالة غير مقروءة",
    other: "{count} رسالة غير مقروءة",
  },
  "channel.noPermission": "ليس لديك إذن للكتابة هنا.",
  "channel.banned": "أنت محظور هنا.",
  "channel.bannedUntil": "أنت محظور هنا حتى {time}.",
};
