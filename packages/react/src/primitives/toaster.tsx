import {
  createContext,
  useCallback,
  useContext,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { Button, IconButton } from "./button.tsx";

/** Something that can be done about what a toast says, such as taking it back. */
export type ToastAction = {
  readonly label: string;
  readonly run: () => void;
  /** For how long it can be done, when not for as long as the toast is usually there. */
  readonly forMs?: number;
};

type ShowToast = (text: string, action?: ToastAction) => void;
type Toast = { readonly id: number; readonly text: string; readonly action: ToastAction | null };

const ToastContext = createContext<ShowToast>(() => {});
const lifeMs = 5_000;
/** Long enough to read it, to decide and to get there. */
const lifeWithActionMs = 10_000;

/** Shows a short sentence at the bottom of the window for five seconds, or for ten with an action. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

export function Toaster({ children }: { readonly children: ReactNode }): ReactElement {
  const strings = useStrings();
  const announce = useAnnounce();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(1);
  const dismiss = useCallback((id: number) => {
    setToasts((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback<ShowToast>(
    (text, action) => {
      const id = nextId.current++;
      setToasts((all) => [...all.slice(-2), { id, text, action: action ?? null }]);
      announce(text);
      setTimeout(() => dismiss(id), action ? (action.forMs ?? lifeWithActionMs) : lifeMs);
    },
    [announce, dismiss],
  );
  return (
    <ToastContext.Provider value={show}>
      {children}
      <div data-natter="toasts">
        {toasts.map((toast) => (
          <div key={toast.id} data-natter="toast">
            {toast.text}
            <ToastButton action={toast.action} onDone={() => dismiss(toast.id)} />
            <IconButton
              icon="close"
              size="small"
              label={strings("toast.dismiss")}
              onClick={() => dismiss(toast.id)}
            />
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}

type ToastButtonProps = { readonly action: ToastAction | null; readonly onDone: () => void };

function ToastButton({ action, onDone }: ToastButtonProps): ReactElement | null {
  if (action === null) return null;
  const run = () => {
    onDone();
    action.run();
  };
  return (
    <Button size="small" variant="ghost" onClick={run}>
      {action.label}
    </Button>
  );
}
