/**
 * Says whether the whole text fits a pattern in which `*` stands for any characters and `?` for one.
 * Takes at most text length times pattern length steps, whatever the pattern.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let at = 0;
  let want = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    if (pattern[want] === "*") {
      star = want;
      want += 1;
      retry = at;
    } else if (pattern[want] === "?" || pattern[want] === text[at]) {
      want += 1;
      at += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      retry += 1;
      at = retry;
      want = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[want] === "*") want += 1;
  return want === pattern.length;
}
