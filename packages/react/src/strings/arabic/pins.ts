import type { pins as english } from "../english/pins.ts";
import type { Arabic } from "../phrase.ts";

export const pins: Arabic<typeof english> = {
  "pins.by": "ثبّتها {name}",
  "pins.byUntil": "ثبّتها {name} حتى {time}",
  "pins.dialog": "تثبيت هذه الرسالة",
  "pins.dialogText": "يجدها كل من في القناة بين الرسائل المثبتة.",
  "pins.empty": "لا شيء مثبت",
  "pins.emptyReader": "يظهر هنا ما يُثبَّت في هذه القناة.",
  "pins.emptyText": "ثبّت رسالة من قائمتها ليجدها الجميع.",
  "pins.pin": "تثبيت",
  "pins.title": "الرسائل المثبتة",
  "pins.unpin": "إلغاء التثبيت",
  "pins.howLong": "لكم من الوقت",
};
