import { paths } from "../app/paths.ts";

/** The whole address that an invite's code leads to, to be sent to somebody. */
export function inviteUrl(code: string): string {
  return `${location.origin}${paths.invite(code)}`;
}
