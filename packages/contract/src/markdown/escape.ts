/** The text with a backslash before whatever could mean something, so that it is shown as it stands. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_~|[\]<>:]/g, "\\$&")
    .replace(/^([ \t]*)([-+])/gm, "$1\\$2")
    .replace(/^([ \t]*\d{1,9})([.)])/gm, "$1\\$2");
}
