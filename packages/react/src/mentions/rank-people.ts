/** A text without accents and in lower case, as people type it. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/**
 * Whether a name answers what somebody typed, and how well: 0 for the beginning of the name, 1 for the beginning of another
 * word of it or of the id; null for no.
 */
export function rankName(query: string, name: string, id = ""): number | null {
  const wanted = folded(query);
  const known = folded(name);
  if (known.startsWith(wanted)) return 0;
  if (known.split(/[\s\-_.]+/).some((word) => word.startsWith(wanted))) return 1;
  return folded(id).startsWith(wanted) ? 1 : null;
}

/** Those whose name answers the query, best first, then by name. */
export function rankByName<Named extends { readonly name: string; readonly id?: string }>(
  named: readonly Named[],
  query: string,
): Named[] {
  return named
    .flatMap((one) => {
      const rank = rankName(query, one.name, one.id);
      return rank === null ? [] : [{ one, rank }];
    })
    .sort((a, b) => a.rank - b.rank || a.one.name.localeCompare(b.one.name))
    .map(({ one }) => one);
}
