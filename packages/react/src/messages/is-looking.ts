/** Without a key, a touch or a movement for so long, nobody is taken to be in front of the screen. */
const awayMs = 120_000;

const signs = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;

// One page has one person in front of it, however many chats are on it: what is kept here is about the page alone.
let lastSign = 0;
const listeners = new Set<() => void>();

/** Whether somebody is looking at the page: it is visible, it has the focus, and they did something in the last two minutes. */
export function isLooking(): boolean {
  return (
    document.visibilityState === "visible" && document.hasFocus() && Date.now() - lastSign < awayMs
  );
}

/** Calls when somebody comes back to the page or shows that they are there. Returns how to stop. */
export function onActivity(listener: () => void): () => void {
  if (listeners.size === 0) start();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function start(): void {
  lastSign = Date.now();
  for (const type of signs)
    document.addEventListener(type, onSign, { passive: true, capture: true });
  document.addEventListener("visibilitychange", onReturn);
  window.addEventListener("focus", onReturn);
}

function stop(): void {
  for (const type of signs) document.removeEventListener(type, onSign, { capture: true });
  document.removeEventListener("visibilitychange", onReturn);
  window.removeEventListener("focus", onReturn);
}

function onSign(): void {
  const wasAway = Date.now() - lastSign >= awayMs;
  lastSign = Date.now();
  if (wasAway) tell();
}

function onReturn(): void {
  if (document.visibilityState === "visible") lastSign = Date.now();
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
