type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

const mostPages = 100;
const pageSize = 100;

/**
 * Reads a list to its end, by pages as large as they may be; at most 100 of them, so that no answer can keep it going for ever.
 * `fetchPage` is given the query of each page.
 */
export async function listAll<Item>(
  fetchPage: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: Page<Item> = await fetchPage({
      limit: pageSize,
      ...(next !== null && { cursor: next }),
    });
    items.push(...page.items);
    next = page.next;
    if (next === null) break;
  }
  return items;
}
