const longestUrl = 2_048;

/**
 * The address a link may lead to, normalised to ASCII; null for anything but http, https and mailto, and for addresses
 * with a user name or password, which pass one host off as another.
 */
export function safeUrl(typed: string): string | null {
  if (typed.length > longestUrl || !/^(?:https?:\/\/|mailto:[^@]+@)/i.test(typed)) return null;
  if (!URL.canParse(typed)) return null;
  const url = new URL(typed);
  return url.username === "" && url.password === "" ? url.href : null;
}
