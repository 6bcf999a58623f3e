/** The app's own addresses. Channel addresses (`type:id`) hold only characters that a path may hold. */
export const paths = {
  home: "/",
  space: (spaceId: string) => `/s/${spaceId}`,
  spaceChannel: (spaceId: string, cid: string) => `/s/${spaceId}/${cid}`,
  directs: "/dm",
  direct: (cid: string) => `/dm/${cid}`,
  invite: (code: string) => `/invite/${code}`,
} as const;

/** The address of a channel, in its space or among the direct messages. */
export function pathOfChannel(channel: { readonly cid: string; readonly spaceId: string | null }) {
  return channel.spaceId === null
    ? paths.direct(channel.cid)
    : paths.spaceChannel(channel.spaceId, channel.cid);
}
