import type { profile as english } from "../english/profile.ts";
import type { Arabic } from "../phrase.ts";

export const profile: Arabic<typeof english> = {
  "profile.block": "حظر",
  "profile.image": "الصورة",
  "profile.imageHint": "عنوان صورة، أو اتركه فارغًا لصورة مرسومة.",
  "profile.lastSeen": "آخر ظهور {time}",
  "profile.message": "مراسلة",
  "profile.mute": "كتم",
  "profile.name": "الاسم",
  "profile.nameHint": "هذا ما يراه الآخرون.",
  "profile.presence": "إظهاري كـ",
  "profile.presence.online": "متصل",
  "profile.presence.away": "بعيد",
  "profile.presence.offline": "غير متصل",
  "profile.presence.invisible": "مخفي",
  "profile.saved": "تم تغيير ملفك الشخصي",
  "profile.shared": "قنوات مشتركة بينكما",
  "profile.status": "الحالة",
  "profile.statusHint": "ماذا تفعل الآن؟",
  "profile.title": "الملف الشخصي",
  "profile.unblock": "إلغاء الحظر",
  "profile.unmute": "إلغاء الكتم",
};
