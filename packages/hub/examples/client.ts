import { Centrifuge } from "centrifuge";
import { SignJWT } from "jose";

const secret = new TextEncoder().encode("change me: at least thirty-two bytes long");
const token = await new SignJWT({ sub: "ada" }).setProtectedHeader({ alg: "HS256" }).sign(secret);

const port = process.argv[2] ?? "8000";
const client = new Centrifuge(`ws://127.0.0.1:${port}/connection/websocket`, { token });
const news = client.newSubscription("news:time");
news.on("subscribed", ({ recovered }) => process.stdout.write(`subscribed ${recovered}\n`));
news.on("publication", ({ data }) => process.stdout.write(`heard ${JSON.stringify(data)}\n`));
news.subscribe();
client.connect();

const { data } = await client.rpc("whoami", {});
process.stdout.write(`I am ${data.user}\n`);
