type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

const mostPages = 100;

/** Reads a list to its end, page by page; at most 100 pages, so that no answer can keep it going for ever. */
export async function listAll<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await fetchPage(cursor);
    items.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  return items;
}
