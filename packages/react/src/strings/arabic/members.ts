import type { members as english } from "../english/members.ts";
import type { Arabic } from "../phrase.ts";

export const members: Arabic<typeof english> = {
  "member.admin": "مدير",
  "member.guest": "ضيف",
  "member.moderator": "مشرف",
  "member.owner": "المالك",
  "members.label": "الأعضاء",
  "members.message": "راسِل {name}",
  "members.more": "عرض المزيد",
  "members.offline": "غير متصلين",
  "members.online": "متصلون",
};
