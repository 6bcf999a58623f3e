import type { Publication } from "./protocol.ts";

/** A publication as one user gets it: what stands for them in its place, else the publication itself. */
export function publicationFor(publication: Publication, user: string): Publication {
  const { instead } = publication;
  if (!instead || !Object.hasOwn(instead, user)) return publication;
  return { ...publication, data: instead[user] ?? publication.data };
}

/** Whether a user gets a publication at all. */
export function isFor({ onlyTo }: Publication, user: string): boolean {
  return onlyTo === undefined || onlyTo === user;
}
