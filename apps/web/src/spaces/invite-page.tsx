import { ChatError, type RouteAnswer } from "@natter/client";
import { Button, EmptyState, useChatClient, useToast } from "@natter/react";
import { useEffect, useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { Logo } from "../brand/logo.tsx";
import { sentenceOf } from "../shell/sentence-of.ts";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { SpaceIcon } from "./space-icon.tsx";

/** What an invite leads to, and the button to join: of the space itself nothing is shown before. */
export function InvitePage({ code }: { readonly code: string }): ReactElement {
  const client = useChatClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [preview, setPreview] = useState<RouteAnswer<"invites.get"> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [joining, setJoining] = useState(false);
  useDocumentTitle(preview ? `Join ${preview.space.name}` : null);
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

  const join = async () => {
    setJoining(true);
    try {
      const space = await client.spaces.accept(code);
      navigate(paths.space(space.id));
    } catch (error) {
      toast(sentenceOf(error));
      setJoining(false);
    }
  };

  return (
    <main className="message-page">
      <Logo />
      {failure !== null && (
        <EmptyState
          icon="link"
          title="This invite does not work"
          text={reasonOf(failure)}
          role="alert"
        >
          <Button variant="primary" onClick={() => navigate(paths.home)}>
            Go to my spaces
          </Button>
        </EmptyState>
      )}
      {preview && (
        <div className="invite-card">
          <SpaceIcon id={preview.space.id} name={preview.space.name} />
          <p className="muted">You have been invited to</p>
          <h1>
            <bdi>{preview.space.name}</bdi>
          </h1>
          <p className="muted">
            {preview.space.memberCount === 1
              ? "1 member"
              : `${preview.space.memberCount.toLocaleString()} members`}
          </p>
          {preview.joined ? (
            <Button variant="primary" onClick={() => navigate(paths.space(preview.space.id))}>
              Open the space
            </Button>
          ) : (
            <Button variant="primary" busy={joining} onClick={() => void join()} autoFocus>
              Join {preview.space.name}
            </Button>
          )}
          {!preview.joined && (
            <Button variant="ghost" onClick={() => navigate(paths.home)}>
              Not now
            </Button>
          )}
        </div>
      )}
    </main>
  );
}

function reasonOf(failure: unknown): string {
  if (failure instanceof ChatError && failure.code === "invite.expired") {
    return "It has ended. Ask whoever sent it for a new one.";
  }
  if (failure instanceof ChatError && failure.status < 500) {
    return "There is no such invite. Check the link, or ask for a new one.";
  }
  return sentenceOf(failure);
}
