import type { Phrases } from "../phrase.ts";

export const attachments = {
  "attachment.label": "Files to be sent",
  "attachment.queued": "Waiting, {size}",
  "attachment.uploading": "{percent} % of {size}",
  "attachment.processing": "Being prepared",
  "attachment.ready": "{size}",
  "attachment.failed": "Not uploaded.",
  "attachment.too-large": "{size} is too large.",
  "attachment.blocked": "This type of file is not allowed.",
  "attachment.progress": "Uploading {name}",
  "attachment.alt": "Description of {name}",
  "attachment.altPlaceholder": "Describe the picture",
  "attachment.retry": "Upload {name} again",
  "attachment.remove": "Remove {name}",
  "drop.files": "Drop to add to {name}",
  "drop.none": "Files cannot be sent here.",
} as const satisfies Phrases;
