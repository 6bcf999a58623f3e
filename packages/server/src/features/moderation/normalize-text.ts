import { latinOf, leet } from "./confusables.ts";

/** Letters of a word, and how often each stands there in a row: `coool` is c 1, o 3, l 1. */
export type Runs = { readonly letters: string; readonly counts: readonly number[] };

// Marks that are written over or into letters, what shows nothing, and what joins emoji.
const invisible = /[\p{M}\p{Cf}\u115f\u1160\u3164\uffa0]/gu;
const partOfWord = /[\p{L}\p{N}@$!+|€]/u;

/**
 * Brings writing into the one form in which words are looked for: compatibility forms made plain (NFKC), marks and invisible
 * characters taken away, letters that look like Latin ones made Latin, digits and signs among letters read as letters, words
 * separated by one space each, and letters that stand alone in a row (`b a d`) put together. Time in proportion to the text.
 */
export function normalizeText(text: string): string {
  return joinSpelled(tokensOf(text)).join(" ");
}

// Marks of markdown that show nothing of themselves.
const invisibleMarks = /[*_~`]+/g;

/** One way to read a text: its words, and those of them that were spelled letter by letter, where nobody sees how words part. */
export type Reading = { readonly words: readonly string[]; readonly spelled: readonly string[] };

/**
 * The ways in which people may read a text, as words: its marks of markdown may part words (`one*two`) or stand inside one, where
 * nobody sees them (`b**a**d`).
 */
export function readingsOf(text: string): Reading[] {
  const parted = readingOf(text);
  const without = text.replace(invisibleMarks, "");
  return without === text ? [parted] : [parted, readingOf(without)];
}

function readingOf(text: string): Reading {
  const spelled: string[] = [];
  const words = joinSpelled(tokensOf(text), (word) => spelled.push(word));
  return { words, spelled };
}

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(?:nbsp|shy|zwj|zwnj));?/gi;

/** Reads the character references that some programs show as the characters they name. */
function readEntities(text: string): string {
  return text.replace(entity, (_all, decimal?: string, hex?: string) => {
    const code = decimal === undefined ? parseInt(hex ?? "ad", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : "";
  });
}

/** The words of a text in that form, in their order. */
export function tokensOf(text: string): string[] {
  const plain = readEntities(text)
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(invisible, "");
  const tokens: string[] = [];
  let token = "";
  for (const character of plain.normalize("NFC")) {
    if (partOfWord.test(character)) {
      token += latinOf.get(character) ?? character;
    } else if (token !== "") {
      tokens.push(token);
      token = "";
    }
  }
  if (token !== "") tokens.push(token);
  return tokens.map(readLeet).filter((word) => word !== "");
}

/** Where at least three single letters follow each other, the word that they spell stands in their place, and is told. */
export function joinSpelled(tokens: readonly string[], tell?: (spelled: string) => void): string[] {
  const joined: string[] = [];
  let spelled: string[] = [];
  const close = () => {
    if (spelled.length >= 3) {
      const word = readLeet(spelled.join(""));
      joined.push(word);
      tell?.(word);
    } else joined.push(...spelled);
    spelled = [];
  };
  for (const token of tokens) {
    if ([...token].length === 1) {
      spelled.push(token);
    } else {
      close();
      joined.push(token);
    }
  }
  close();
  return joined;
}

/** Splits a word into runs of the same letter. */
export function runsOf(word: string): Runs {
  let letters = "";
  const counts: number[] = [];
  let last = "";
  for (const letter of word) {
    if (letter === last) {
      counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    } else {
      letters += letter;
      counts.push(1);
      last = letter;
    }
  }
  return { letters, counts };
}

/** Signs around a word are no letters (`great!`), and what has no letter at all is a number. */
function readLeet(token: string): string {
  const bare = token.replace(/^[!+|]+|[!+|]+$/g, "");
  if (!/\p{L}/u.test(bare)) return /[\p{N}]/u.test(bare) ? bare.replace(/[^\p{N}]/gu, "") : "";
  return Array.from(bare, (character) => leet.get(character) ?? character).join("");
}
