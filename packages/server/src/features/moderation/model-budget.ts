const dayMs = 86_400_000;

/** Counts the questions to the language model per app and day (UTC). False once the day's are used up. */
export function createModelBudget(
  now: () => Date,
): (asked: { appId: string; perDay: number }) => boolean {
  let day = -1;
  const used = new Map<string, number>();
  return ({ appId, perDay }) => {
    const today = Math.floor(now().getTime() / dayMs);
    if (today !== day) used.clear();
    day = today;
    const count = used.get(appId) ?? 0;
    if (count >= perDay) return false;
    used.set(appId, count + 1);
    return true;
  };
}
