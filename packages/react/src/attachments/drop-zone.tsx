import {
  useEffect,
  useRef,
  useState,
  type DragEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type DropZoneProps = {
  /** Takes the files; null where files cannot be sent, which the overlay then says. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
  /** Takes a text that is dropped. */
  readonly onText?: ((text: string) => void) | undefined;
  /** What the files go to, as people call it. */
  readonly name: string;
  readonly children: ReactNode;
};

/**
 * A pane that files can be dropped on: while they are over it, it says so. The way there by keyboard is the button of the
 * composer, so it takes no focus.
 */
export function DropZone({ onFiles, onText, name, children }: DropZoneProps): ReactElement {
  const strings = useStrings();
  const [isOver, setOver] = useState(false);
  /** A drag enters and leaves every element on its way. */
  const depth = useRef(0);
  const end = () => {
    depth.current = 0;
    setOver(false);
  };
  useEffect(() => {
    if (!isOver) return;
    // What is dragged is on top of everything: this Escape is for it alone.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    document.addEventListener("keydown", onKeyDown, true);
    document.addEventListener("dragend", end);
    return () => {
      document.removeEventListener("keydown", onKeyDown, true);
      document.removeEventListener("dragend", end);
    };
  }, [isOver]);
  return (
    <div
      data-natter="drop-zone"
      data-over={isOver ? "" : undefined}
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!hasFiles(event) && !(onText && hasText(event))) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = hasFiles(event) && !onFiles ? "none" : "copy";
      }}
      onDragLeave={(event) => {
        if (!hasFiles(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) end();
      }}
      onDrop={(event) => {
        const files = [...event.dataTransfer.files];
        end();
        if (files.length > 0) {
          event.preventDefault(); // else the browser would open the file in this window
          onFiles?.(files);
          return;
        }
        const isInField =
          event.target instanceof Element && event.target.closest("textarea, input");
        const text = event.dataTransfer.getData("text/plain");
        if (isInField || !onText || text === "") return;
        event.preventDefault();
        onText(text);
      }}
    >
      {children}
      {isOver && (
        <div data-part="overlay" data-reject={onFiles ? undefined : ""} role="status">
          <Icon name={onFiles ? "file" : "alert"} size={28} />
          <span>{onFiles ? strings("drop.files", { name }) : strings("drop.none")}</span>
        </div>
      )}
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("Files");
}

function hasText(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("text/plain");
}
