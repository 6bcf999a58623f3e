type Places = { readonly last: string | null; readonly bySpace: Readonly<Record<string, string>> };

const nowhere: Places = { last: null, bySpace: {} };

/** Where somebody was last on this device: the address, and the channel of each space. */
export function readPlaces(userId: string): Places {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? "null");
    // Only this file writes it.
    return stored === null ? nowhere : (stored as Places);
  } catch {
    return nowhere;
  }
}

/** Remembers that somebody is in a channel. */
export function rememberPlace(
  userId: string,
  place: { readonly path: string; readonly cid: string; readonly spaceId: string | null },
): void {
  const { bySpace } = readPlaces(userId);
  const places: Places = {
    last: place.path,
    bySpace: place.spaceId === null ? bySpace : { ...bySpace, [place.spaceId]: place.cid },
  };
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(places));
  } catch {
    // Private windows may keep nothing: then the app opens on the first space.
  }
}

function keyOf(userId: string): string {
  return `natter.places.${userId}`;
}
