/**
 * Letters of other scripts that look like Latin ones, each group behind the letter it is taken for. What NFKC and the removal
 * of marks bring together already (full-width, mathematical, accented letters) is not here. After the idea, and by eye after
 * the data, of Unicode Technical Standard 39.
 */
const lookalikes: Readonly<Record<string, string>> = {
  a: "аɑαᴀӕⱥꭺ",
  b: "Ьвʙßбꮟ",
  c: "сϲᴄⅽꮯç¢",
  d: "ԁɗᴅđꭰð",
  e: "еєҽεɛᴇ℮ꬲ€",
  f: "ƒꞙғꜰϝ",
  g: "ɡցɢǥꮐ",
  h: "һհнʜħꮋ",
  i: "іɩιıɪӏⅰꙇ¡",
  j: "јϳᴊʝ",
  k: "кκᴋҝқꮶ",
  l: "ⅼłʟɭꮮ",
  m: "мⅿᴍɱꮇ",
  n: "пηɴոŋƞ",
  o: "оοσօᴏөøюꬽ",
  p: "рρᴘþꮲ",
  q: "ԛզʠ",
  r: "гʀꮁɾя",
  s: "ѕꜱʂꮪ§",
  t: "тτᴛŧƭꭲ",
  u: "υսᴜʋμц",
  v: "νѵᴠⅴꮩ",
  w: "ѡωԝᴡщшꮃ",
  x: "хχⅹ×ҳ",
  y: "уγүʏұÿ",
  z: "ᴢʐżꮓ",
};

/** The Latin letter that each of those letters is taken for. */
export const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries(lookalikes).flatMap(([latin, others]) =>
    Array.from(others, (letter): [string, string] => [letter.toLowerCase(), latin]),
  ),
);

/** Digits and signs that stand for letters where they stand among letters. `1` and `|` can be an i or an l. */
export const leet: ReadonlyMap<string, string> = new Map([
  ["0", "o"],
  ["2", "z"],
  ["3", "e"],
  ["4", "a"],
  ["5", "s"],
  ["6", "g"],
  ["7", "t"],
  ["8", "b"],
  ["9", "g"],
  ["@", "a"],
  ["$", "s"],
  ["€", "e"],
  ["!", "i"],
  ["+", "t"],
  ["1", "i"],
  ["|", "i"],
]);
