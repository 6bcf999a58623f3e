/** The first letters of the first two words of a name, in capitals. */
export function initialsOf(name: string): string {
  const letters = name
    .split(/[\s\-_/]+/u)
    .map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, "")][0])
    .filter((letter) => letter !== undefined);
  const initials = letters.slice(0, 2).join("").toUpperCase();
  return initials === "" ? ([...name.trim()][0] ?? "") : initials;
}
