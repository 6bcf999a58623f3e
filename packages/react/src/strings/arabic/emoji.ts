import type { emoji as english } from "../english/emoji.ts";
import type { Arabic } from "../phrase.ts";

export const emoji: Arabic<typeof english> = {
  "emoji.activities": "أنشطة",
  "emoji.failed": "تعذّر تحميل الرموز التعبيرية.",
  "emoji.flags": "أعلام",
  "emoji.food": "طعام وشراب",
  "emoji.found": "نتائج البحث",
  "emoji.label": "اختر رمزًا تعبيريًا",
  "emoji.nature": "حيوانات وطبيعة",
  "emoji.none": "لم يُعثر على رموز",
  "emoji.objects": "أغراض",
  "emoji.people": "أشخاص",
  "emoji.recent": "المستخدمة أخيرًا",
  "emoji.search": "ابحث في الرموز",
  "emoji.smileys": "وجوه",
  "emoji.symbols": "رموز",
  "emoji.tone": "لون البشرة",
  "emoji.tone0": "افتراضي",
  "emoji.tone1": "فاتح",
  "emoji.tone2": "فاتح متوسط",
  "emoji.tone3": "متوسط",
  "emoji.tone4": "داكن متوسط",
  "emoji.tone5": "داكن",
  "emoji.travel": "سفر وأماكن",
};
