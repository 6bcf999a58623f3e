// S18: blocked words, written in every way in which people try to get them past a filter, and thousands of harmless lines in many
// languages. The corpus is split by families: rules were tuned on one half of them only, and both halves are reported.
import { createApp } from "./support/api.ts";
import { disguises } from "./support/disguises.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const problems: string[] = [];

const blocked = [
  "scammer",
  "idiot",
  "casino bonus",
  "freeporn",
  "nazi",
  "viagra",
  "moron",
  "killyourself",
  "bitcoin doubler",
  "whore",
];
const world = await startWorld();
const app = await createApp(world, "evasion", ["ada", "bob"]);
await app.call("POST", "/v1/moderation/rules", {
  name: "words",
  action: "block",
  config: { kind: "words", words: blocked, match: "whole" },
});

const tally = { tuned: { caught: 0, all: 0 }, held: { caught: 0, all: 0 } };
const missed = new Map<string, number>();
const cases = blocked.flatMap((word) => disguises(word, random).map((one) => ({ word, ...one })));
for (const { family, half, text } of quick
  ? cases.filter((_, index) => index % 6 === seed % 6)
  : cases) {
  const { action } = await app.call("POST", "/v1/moderation/check", { text: `well ${text} yes` });
  tally[half].all += 1;
  if (action === "block") tally[half].caught += 1;
  else missed.set(`${family} (${half}): ${text}`, (missed.get(family) ?? 0) + 1);
}

const lines = harmlessLines(quick ? 300 : 5_200);
let falseHits = 0;
for (let from = 0; from < lines.length; from += 8)
  await Promise.all(
    lines.slice(from, from + 8).map(async ({ text }) => {
      const { action } = await app.call("POST", "/v1/moderation/check", { text });
      if (action === "allow") return;
      falseHits += 1;
      problems.push(`a harmless line is blocked: ${text.slice(0, 100)}`);
    }),
  );
if (falseHits / lines.length <= 0.005) problems.length = 0;

// The same words in every other place where people write what others read.
const places: Record<string, (text: string) => Promise<unknown>> = {
  "a channel's name": (text) => app.call("POST", "/v1/channels", { name: text }, "ada"),
  "a space's name": (text) => app.call("POST", "/v1/spaces", { name: text }, "ada"),
  "a user's name": (text) => app.call("PATCH", "/v1/me", { name: text }, "ada"),
};
const { channel } = await app.call(
  "POST",
  "/v1/channels",
  { name: "fine", members: ["bob"] },
  "ada",
);
const path = `/v1/channels/${encodeURIComponent(channel.cid)}/messages`;
const { message } = await app.call("POST", path, { clientId: "to-be-edited", text: "fine" }, "ada");
places["an edit"] = (text) => app.call("PATCH", `/v1/messages/${message.id}`, { text }, "ada");
places["a message"] = (text) =>
  app.call("POST", path, { clientId: `m-${Math.floor(random() * 1e9)}-a`, text }, "ada");
places["a poll"] = (text) =>
  app.call(
    "POST",
    path,
    {
      clientId: `p-${Math.floor(random() * 1e9)}-a`,
      text: "",
      kind: "poll",
      poll: { question: "well?", options: [text, "no"] },
    },
    "ada",
  );
for (const [place, write] of Object.entries(places)) {
  const refused = await write("what an 1D1OT").then(
    () => "",
    (error: Error) => error.message,
  );
  if (!refused.includes("moderation.blocked"))
    problems.push(`${place} takes a blocked word (${refused.slice(0, 160)})`);
  const fine = await write("what a day").then(
    () => "",
    (error: Error) => error.message,
  );
  if (fine !== "") problems.push(`${place} refuses harmless words (${fine.slice(0, 160)})`);
}
await world.stop();

for (const [half, { caught, all }] of Object.entries(tally))
  if (caught / all < 0.95)
    problems.push(`of the ${half} half ${caught} of ${all} are caught: less than 95 %`);
if (!quick && tally.tuned.all + tally.held.all < 300) problems.push("The corpus is too small.");
for (const [what] of [...missed].slice(0, 40)) console.log(`missed: ${what}`);

await finish(
  {
    id: "S18",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: {
      disguised_words: tally.tuned.all + tally.held.all,
      places_tried: Object.keys(places).length,
    },
    figures: {
      "caught of the tuned half, %": (100 * tally.tuned.caught) / tally.tuned.all,
      "caught of the held-out half, %": (100 * tally.held.caught) / tally.held.all,
      harmless_lines: lines.length,
      languages: new Set(lines.map(({ language }) => language)).size,
      harmless_lines_blocked: falseHits,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

/** Lines of the names that languages have for countries, languages and money (Unicode CLDR), in many languages. */
function harmlessLines(count: number): { language: string; text: string }[] {
  const languages = [
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "sv",
    "fi",
    "pl",
    "cs",
    "hu",
    "tr",
    "ru",
    "uk",
    "el",
    "ar",
    "he",
    "fa",
    "hi",
    "bn",
    "ta",
    "th",
    "vi",
    "id",
    "zh",
    "ja",
    "ko",
    "sw",
  ];
  const codes = {
    region: [
      "DE",
      "FR",
      "CN",
      "BR",
      "IN",
      "US",
      "GB",
      "NG",
      "EG",
      "JP",
      "MX",
      "TR",
      "UA",
      "GR",
      "SC",
      "ES",
      "AR",
      "NE",
      "KI",
      "CI",
    ],
    language: [
      "de",
      "fr",
      "zh",
      "pt",
      "hi",
      "en",
      "ig",
      "ar",
      "ja",
      "nds",
      "tr",
      "uk",
      "el",
      "niu",
      "es",
      "qu",
      "dz",
      "kab",
    ],
    currency: ["EUR", "USD", "CNY", "BRL", "INR", "NGN", "EGP", "JPY", "MXN", "TRY", "UAH", "CHF"],
  } as const;
  const made: { language: string; text: string }[] = [];
  const pick = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item; // never empty
  while (made.length < count) {
    const language = pick(languages);
    const words = Array.from({ length: 4 }, () => {
      const type = pick(["region", "language", "currency"] as const);
      return new Intl.DisplayNames(language, { type }).of(pick(codes[type])) ?? "";
    });
    const date = new Intl.DateTimeFormat(language, {
      dateStyle: "full",
      timeStyle: "short",
    }).format(random() * 2e12);
    const amount = new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(
      random() * 1e5,
    );
    made.push({
      language,
      text: `${words.slice(0, 2).join(", ")} ${date} – ${words.slice(2).join(" & ")}: ${amount}!`,
    });
  }
  return made;
}
