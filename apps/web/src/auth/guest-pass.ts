import type { RouteAnswer } from "@natter/client";

type Guest = RouteAnswer<"guests.create">;

/** A guest's token. Nothing else lets them in again, so the tab keeps it until it ends. */
export type GuestPass = {
  readonly read: () => Guest | null;
  readonly take: () => Promise<Guest>;
  readonly drop: () => void;
};

const key = "natter.guest";

/** Holds the guest that this browser tab is; `make` asks the server for a new one. */
export function createGuestPass(make: () => Promise<Guest>): GuestPass {
  let held: Guest | null = restore();
  return {
    read: () => (held !== null && new Date(held.expiresAt) > new Date() ? held : null),
    take: async () => {
      held = await make();
      try {
        sessionStorage.setItem(key, JSON.stringify(held));
      } catch {
        // Storage is forbidden: the guest lives as long as the page.
      }
      return held;
    },
    drop: () => {
      held = null;
      try {
        sessionStorage.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}

function restore(): Guest | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return stored as Guest | null; // only this file writes it
  } catch {
    return null;
  }
}
