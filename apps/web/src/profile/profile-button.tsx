import { Avatar, useCurrentUser, useOwnPresence } from "@natter/react";
import type { ReactElement } from "react";
import { Link } from "wouter";
import { paths } from "../app/paths.ts";
import { useWords } from "../words/language-provider.tsx";

/** The viewer's own picture, which leads to their profile and settings. */
export function ProfileButton(): ReactElement | null {
  const w = useWords();
  const me = useCurrentUser();
  const { presence } = useOwnPresence();
  if (!me) return null;
  return (
    <Link
      href={paths.settings()}
      className="rail-profile"
      aria-label={w("rail.profile", { name: me.name })}
      title={me.name}
    >
      <Avatar id={me.id} image={me.image} size="2.375rem" online={presence === "online"} />
    </Link>
  );
}
