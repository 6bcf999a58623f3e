import { Button, Dialog, Field, FormDialog, OpenSpaces, useChatClient } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { useWords } from "../words/language-provider.tsx";
import { inviteCodeOf } from "./invite-code-of.ts";
import { inviteUrl } from "./invite-url.ts";

/** Makes a space, joins one by its link, or finds one that is open. */
export function AddSpaceDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const w = useWords();
  const client = useChatClient();
  const [, navigate] = useLocation();
  const [step, setStep] = useState<"choose" | "create" | "join" | "open">("choose");
  switch (step) {
    case "create":
      return (
        <FormDialog
          title={w("space.create")}
          submitLabel={w("space.createSubmit")}
          onClose={onClose}
          onSubmit={async (form) => {
            const space = await client.spaces.create(String(form.get("name") ?? "").trim());
            navigate(paths.space(space.id));
          }}
        >
          <Field label={w("space.createLabel")} hint={w("space.createHint")}>
            <input name="name" required maxLength={100} autoComplete="off" autoFocus />
          </Field>
        </FormDialog>
      );
    case "join":
      return (
        <FormDialog
          title={w("space.joinTitle")}
          submitLabel={w("space.joinSubmit")}
          onClose={onClose}
          onSubmit={async (form) => {
            const code = inviteCodeOf(String(form.get("link") ?? ""));
            if (code === null) throw new Error(w("space.noLink"));
            navigate(paths.invite(code));
          }}
        >
          <Field label={w("space.linkLabel")}>
            <input
              name="link"
              required
              dir="ltr"
              placeholder={inviteUrl("…")}
              autoComplete="off"
              autoFocus
            />
          </Field>
        </FormDialog>
      );
    case "open":
      return (
        <Dialog title={w("space.openOnes")} onClose={onClose}>
          <OpenSpaces
            onOpen={(spaceId) => {
              onClose();
              navigate(paths.space(spaceId));
            }}
          />
        </Dialog>
      );
    case "choose":
      return (
        <Dialog title={w("rail.add")} onClose={onClose}>
          <p className="muted">{w("space.holds")}</p>
          <div className="choices">
            <Button variant="primary" icon="plus" onClick={() => setStep("create")}>
              {w("space.create")}
            </Button>
            <Button icon="link" onClick={() => setStep("join")}>
              {w("space.joinBy")}
            </Button>
            <Button icon="search" onClick={() => setStep("open")}>
              {w("space.openOnes")}
            </Button>
          </div>
        </Dialog>
      );
    default:
      return step satisfies never;
  }
}
