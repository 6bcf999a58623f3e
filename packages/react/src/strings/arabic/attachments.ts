import type { attachments as english } from "../english/attachments.ts";
import type { Arabic } from "../phrase.ts";

export const attachments: Arabic<typeof english> = {
  "attachment.label": "ملفات للإرسال",
  "attachment.queued": "في الانتظار، {size}",
  "attachment.uploading": "{percent}٪ من {size}",
  "attachment.processing": "قيد التجهيز",
  "attachment.ready": "{size}",
  "attachment.failed": "لم يُرفع.",
  "attachment.too-large": "{size} أكبر من المسموح.",
  "attachment.blocked": "هذا النوع من الملفات غير مسموح.",
  "attachment.progress": "رفع {name}",
  "attachment.alt": "وصف {name}",
  "attachment.altPlaceholder": "صف الصورة",
  "attachment.retry": "ارفع {name} مجددًا",
  "attachment.remove": "أزل {name}",
  "drop.files": "أفلت للإضافة إلى {name}",
  "drop.none": "لا يمكن إرسال الملفات هنا.",
};
