const fewEmoji = /^(?:\p{RGI_Emoji}\s*){1,3}$/v;

/** Whether a text is nothing but one to three emoji, which are then shown large. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= 64 && fewEmoji.test(text.trim());
}
