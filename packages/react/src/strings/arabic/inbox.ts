import type { inbox as english } from "../english/inbox.ts";
import type { Arabic } from "../phrase.ts";

export const inbox: Arabic<typeof english> = {
  "inbox.allRead": "تم تعليم الكل كمقروء",
  "inbox.empty.unread": "لا جديد لديك",
  "inbox.empty.mentioned": "لا إشارات إليك",
  "inbox.empty.starred": "لا رسائل مميزة بنجمة",
  "inbox.empty.threads": "لا سلاسل ردود بعد",
  "inbox.emptyText.unread": "تظهر هنا الرسائل الجديدة من كل قنواتك.",
  "inbox.emptyText.mentioned": "عندما يشير إليك أحد يظهر ذلك هنا.",
  "inbox.emptyText.starred": "ميّز رسالة بنجمة لتجدها هنا. لا يراها أحد غيرك.",
  "inbox.emptyText.threads": "تظهر هنا سلاسل الردود التي تكتب فيها أو تتابعها.",
  "inbox.markAllRead": "تعليم الكل كمقروء",
  "inbox.mentioned": "الإشارات",
  "inbox.newReplies": {
    zero: "لا جديد",
    one: "رد جديد واحد",
    two: "ردّان جديدان",
    few: "{count} ردود جديدة",
    many: "{count} ردًا جديدًا",
    other: "{count} رد جديد",
  },
  "inbox.replies": {
    zero: "لا ردود",
    one: "رد واحد",
    two: "ردّان",
    few: "{count} ردود",
    many: "{count} ردًا",
    other: "{count} رد",
  },
  "inbox.starred": "المميزة",
  "inbox.threads": "السلاسل",
  "inbox.title": "الوارد",
  "inbox.unread": "غير المقروء",
};
