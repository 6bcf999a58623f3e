/** What the server tells the web app before anybody signs in. */
export type AppConfig = {
  readonly appKey: string;
  readonly demo: boolean;
  /** Whether people may come in without an account. */
  readonly guests: boolean;
};

/** Fetches `/config.json` of the server that the page came from. */
export async function loadAppConfig(): Promise<AppConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new Error(`The server answered ${response.status} to /config.json.`);
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null || !("appKey" in body)) {
    throw new Error("The server's /config.json names no app key.");
  }
  return {
    appKey: String(body.appKey),
    demo: "demo" in body && body.demo === true,
    guests: "guests" in body && body.guests === true,
  };
}
