import { useRef, useState, type ReactElement } from "react";
import { useAttempt } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { Menu } from "../primitives/menu.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useOwnPresence, type OwnPresence } from "./use-own-presence.ts";

const choices: readonly OwnPresence[] = ["online", "away", "invisible"];

/** How the viewer shows themselves, and a menu to change it. */
export function PresenceMenu(): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const { presence, choose } = useOwnPresence();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        size="small"
        data-presence={presence}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span data-natter="presence-sign" data-status={presence} aria-hidden="true" />
        {strings(`profile.presence.${presence}`)}
      </Button>
      {isOpen && (
        <Menu
          label={strings("profile.presence")}
          anchor={button}
          onClose={() => setOpen(false)}
          items={choices.map((choice) => ({
            id: choice,
            label: strings(`profile.presence.${choice}`),
            checked: choice === presence,
            run: () => void attempt(() => choose(choice)),
          }))}
        />
      )}
    </>
  );
}
