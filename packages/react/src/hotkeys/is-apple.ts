/** Whether the keyboard has a Command key where others have Ctrl. */
export function isApple(): boolean {
  return typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
}
