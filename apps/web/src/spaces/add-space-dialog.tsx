import { Button, Dialog, useChatClient } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { NameDialog } from "../shell/name-dialog.tsx";
import { inviteCodeOf } from "./invite-code-of.ts";

/** Makes a space, or joins one by its link. */
export function AddSpaceDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [step, setStep] = useState<"choose" | "create" | "join">("choose");
  const client = useChatClient();
  const [, navigate] = useLocation();
  if (step === "create") {
    return (
      <NameDialog
        title="Create a space"
        label="Name"
        hint="A team, a club, a family: whoever belongs together."
        submitLabel="Create space"
        onClose={onClose}
        onSubmit={async (name) => {
          const space = await client.spaces.create(name);
          navigate(paths.space(space.id));
        }}
      />
    );
  }
  if (step === "join") {
    return (
      <NameDialog
        title="Join a space"
        label="Invite link"
        placeholder={`${location.origin}/invite/…`}
        submitLabel="Look at it"
        onClose={onClose}
        onSubmit={async (link) => {
          const code = inviteCodeOf(link);
          if (code === null) throw new Error("That is not an invite link.");
          navigate(paths.invite(code));
        }}
      />
    );
  }
  return (
    <Dialog title="Add a space" onClose={onClose}>
      <p className="muted">A space holds the channels of people who belong together.</p>
      <div className="choices">
        <Button variant="primary" icon="plus" onClick={() => setStep("create")}>
          Create a space
        </Button>
        <Button icon="link" onClick={() => setStep("join")}>
          Join with an invite link
        </Button>
      </div>
    </Dialog>
  );
}
