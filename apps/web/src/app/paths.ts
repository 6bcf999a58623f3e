type Place = { readonly cid: string; readonly spaceId: string | null };

/** Where in a channel: a message, and the thread that is open beside it. */
export type Spot = {
  readonly messageId?: string | undefined;
  readonly threadId?: string | undefined;
};

/** The app's own addresses. Channel addresses (`type:id`) hold only characters that a path may hold. */
export const paths = {
  home: "/",
  space: (spaceId: string) => `/s/${spaceId}`,
  directs: "/dm",
  inbox: (tab = "unread") => `/inbox/${tab}`,
  moderation: "/moderation",
  settings: (section = "profile") => `/settings/${section}`,
  invite: (code: string) => `/invite/${code}`,
} as const;

/** The address of a channel, in its space or among the direct messages; with a spot, of a message or a thread in it. */
export function pathOfChannel({ cid, spaceId }: Place, { messageId, threadId }: Spot = {}): string {
  const channel = `${spaceId === null ? paths.directs : paths.space(spaceId)}/c/${cid}`;
  const message = messageId === undefined ? channel : `${channel}/${messageId}`;
  return threadId === undefined ? message : `${message}?thread=${threadId}`;
}
