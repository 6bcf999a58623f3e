export type Emoji = { readonly character: string; readonly name: string };
export type EmojiCategory = { readonly id: string; readonly emoji: readonly Emoji[] };

/** The reactions offered first. */
export const quickReactions = ["👍", "❤️", "😂", "🎉", "🙏", "👀"] as const;

// One line per category: each emoji is followed by its name and words it is searched by.
const table: Readonly<Record<string, string>> = {
  people:
    "😀 grinning happy|😃 smile happy|😄 laugh happy|😁 beaming grin|😅 sweat relief|😂 tears of joy laugh|🤣 rolling laughing|🙂 slight smile|🙃 upside down|😉 wink|😊 blush smile|😇 halo angel|🥰 in love hearts|😍 heart eyes|🤩 star struck|😘 kiss|😋 yum tasty|😜 winking tongue|🤪 zany silly|🤗 hug|🤭 oops giggle|🤫 quiet shush|🤔 thinking hmm|🫡 salute|🤨 raised eyebrow|😐 neutral|😶 speechless|😏 smirk|😒 unamused|🙄 eye roll|😬 grimace awkward|😌 relieved|😴 sleeping|🤒 sick|🤯 mind blown|🥳 party celebrate|😎 cool sunglasses|🤓 nerd|😕 confused|😟 worried|😮 surprised wow|😳 flushed|🥺 pleading please|😢 cry sad|😭 sob crying|😱 scream shock|😞 disappointed|😤 huff triumph|😡 angry|🤬 swearing|💀 skull dead|👻 ghost|👽 alien|🤖 robot|💩 poo|😺 cat smile",
  hands:
    "👍 thumbs up yes agree|👎 thumbs down no|👌 ok|🤌 pinched fingers|✌️ victory peace|🤞 fingers crossed luck|🤟 love you|🤘 rock|👈 left|👉 right|👆 up|👇 down|☝️ point up|✋ raised hand stop|👋 wave hello bye|🤙 call me|💪 muscle strong|🙏 thanks please pray|👏 clap applause|🙌 hooray raised hands|🫶 heart hands|🤝 handshake deal|✍️ writing|👀 eyes look|🧠 brain|🙋 raising hand|🤷 shrug|🤦 facepalm",
  hearts:
    "❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|💔 broken heart|💯 hundred perfect|✨ sparkles|⭐ star|🌟 glowing star|🔥 fire hot|💥 boom|💫 dizzy|💤 sleep|💬 speech|💡 idea light bulb",
  nature:
    "🐶 dog|🐱 cat|🐭 mouse|🦊 fox|🐻 bear|🐼 panda|🐸 frog|🐵 monkey|🙈 see no evil|🐔 chicken|🐧 penguin|🦉 owl|🦄 unicorn|🐝 bee|🦋 butterfly|🐢 turtle|🐙 octopus|🐳 whale|🌱 seedling|🌲 tree|🌵 cactus|🍀 clover luck|🌸 blossom|🌻 sunflower|🌍 earth world|🌙 moon|☀️ sun|⛅ cloud|🌧️ rain|❄️ snow|🌈 rainbow|⚡ lightning",
  food: "🍎 apple|🍌 banana|🍓 strawberry|🍒 cherries|🥑 avocado|🥕 carrot|🌶️ chilli hot|🍞 bread|🥐 croissant|🧀 cheese|🍕 pizza|🍔 burger|🍟 fries|🌮 taco|🍣 sushi|🍜 noodles|🍿 popcorn|🍰 cake|🎂 birthday cake|🍪 cookie|🍫 chocolate|🍦 ice cream|☕ coffee|🍵 tea|🍺 beer|🍻 cheers|🍷 wine|🥂 toast champagne",
  things:
    "🎉 party popper tada|🎊 confetti|🎈 balloon|🎁 gift|🏆 trophy win|🥇 gold medal|⚽ football|🏀 basketball|🎮 game|🎯 target bullseye|🎲 dice|🎨 art palette|🎵 music note|🎸 guitar|🎬 film|📷 camera|💻 laptop computer|📱 phone|⌛ hourglass|⏰ alarm clock|📅 calendar|📌 pin|📎 paper clip|✏️ pencil|📝 memo note|📚 books|🔍 search magnifier|🔒 lock|🔑 key|🔧 wrench fix|🛠️ tools build|⚙️ gear settings|🧪 test tube|🐛 bug|🚀 rocket ship|🚗 car|🚲 bicycle|✈️ plane|🏠 house home|🏖️ beach holiday",
  signs:
    "✅ done check yes|☑️ checked|❌ cross no|❓ question|❗ exclamation|⚠️ warning|⛔ no entry|🚫 forbidden|♻️ recycle|🔴 red circle|🟠 orange circle|🟡 yellow circle|🟢 green circle|🔵 blue circle|⬆️ up arrow|⬇️ down arrow|➡️ right arrow|⬅️ left arrow|➕ plus|➖ minus|🔁 repeat|🆕 new|🆗 ok sign|🏁 finish flag|🚩 red flag|🏳️‍🌈 rainbow flag",
};

/** The emoji that the kit's picker offers, by category. */
export const emojiCategories: readonly EmojiCategory[] = Object.entries(table).map(
  ([id, line]) => ({ id, emoji: line.split("|").map(parseEmoji) }),
);

/** Emoji whose name holds every word of the query; all of them for an empty one. */
export function findEmoji(query: string): readonly Emoji[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return emojiCategories
    .flatMap((category) => category.emoji)
    .filter((emoji) => words.every((word) => emoji.name.includes(word)));
}

function parseEmoji(entry: string): Emoji {
  const space = entry.indexOf(" ");
  return { character: entry.slice(0, space), name: entry.slice(space + 1) };
}
