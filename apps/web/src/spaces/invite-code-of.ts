/** The code in an invite link, or the code itself; null for anything else. */
export function inviteCodeOf(input: string): string | null {
  const match = /(?:\/invite\/|^)([A-Za-z0-9_-]{8,64})\/?(?:[?#].*)?$/u.exec(input.trim());
  return match?.[1] ?? null;
}
