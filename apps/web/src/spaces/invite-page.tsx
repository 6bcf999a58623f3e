import { ChatError, type RouteAnswer } from "@natter/client";
import { Button, EmptyState, useAttempt, useChatClient, useStrings } from "@natter/react";
import { useEffect, useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { Logo } from "../brand/logo.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { useWords } from "../words/language-provider.tsx";
import { SpaceIcon } from "./space-icon.tsx";

type Preview = RouteAnswer<"invites.get">;

/** What an invite leads to, and the button to join: of the space itself nothing is shown before. */
export function InvitePage({ code }: { readonly code: string }): ReactElement {
  const w = useWords();
  const client = useChatClient();
  const [, navigate] = useLocation();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useDocumentTitle(preview ? w("invite.join", { name: preview.space.name }) : null);
  useEffect(() => {
    let shown = true;
    client.spaces.previewInvite(code).then(
      (answer) => shown && setPreview(answer),
      (error: unknown) => shown && setFailure(error),
    );
    return () => {
      shown = false;
    };
  }, [client, code]);
  return (
    <main className="message-page">
      <Logo />
      {failure !== null && (
        <EmptyState
          icon="link"
          title={w("invite.broken")}
          text={w(isEnded(failure) ? "invite.ended" : "invite.unknown")}
          role="alert"
        >
          <Button variant="primary" onClick={() => navigate(paths.home)}>
            {w("missing.home")}
          </Button>
        </EmptyState>
      )}
      {preview && <InviteCard preview={preview} code={code} />}
    </main>
  );
}

type InviteCardProps = { readonly preview: Preview; readonly code: string };

function InviteCard({ preview, code }: InviteCardProps): ReactElement {
  const w = useWords();
  const strings = useStrings();
  const client = useChatClient();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [joining, setJoining] = useState(false);
  const { space, joined } = preview;
  const join = async () => {
    setJoining(true);
    const isIn = await attempt(() => client.spaces.accept(code));
    if (isIn) navigate(paths.space(space.id));
    else setJoining(false);
  };
  return (
    <div className="invite-card">
      <SpaceIcon id={space.id} name={space.name} />
      <p className="muted">{w("invite.invited")}</p>
      <h1>
        <bdi>{space.name}</bdi>
      </h1>
      <p className="muted">{strings("channel.members", { count: space.memberCount })}</p>
      {joined ? (
        <Button variant="primary" onClick={() => navigate(paths.space(space.id))}>
          {w("invite.open")}
        </Button>
      ) : (
        <>
          <Button variant="primary" busy={joining} onClick={() => void join()} autoFocus>
            {w("invite.join", { name: space.name })}
          </Button>
          <Button variant="ghost" onClick={() => navigate(paths.home)}>
            {w("invite.later")}
          </Button>
        </>
      )}
    </div>
  );
}

function isEnded(failure: unknown): boolean {
  return failure instanceof ChatError && failure.code === "invite.expired";
}
