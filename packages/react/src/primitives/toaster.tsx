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
import { IconButton } from "./button.tsx";

type ShowToast = (text: string) => void;
type Toast = { readonly id: number; readonly text: string };

const ToastContext = createContext<ShowToast>(() => {});
const lifeMs = 5_000;

/** Shows a short sentence at the bottom of the window for five seconds. */
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
    (text) => {
      const id = nextId.current++;
      setToasts((all) => [...all.slice(-2), { id, text }]);
      announce(text);
      setTimeout(() => dismiss(id), lifeMs);
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
