import type { Phrases } from "../phrase.ts";

export const profile = {
  "profile.block": "Block",
  "profile.image": "Picture",
  "profile.imageHint": "The address of a picture, or nothing for a drawn one.",
  "profile.lastSeen": "Last seen {time}",
  "profile.message": "Message",
  "profile.mute": "Mute",
  "profile.name": "Name",
  "profile.nameHint": "This is what others see.",
  "profile.presence": "Show me as",
  "profile.presence.online": "Online",
  "profile.presence.away": "Away",
  "profile.presence.offline": "Offline",
  "profile.presence.invisible": "Invisible",
  "profile.saved": "Your profile has been changed",
  "profile.shared": "Channels you share",
  "profile.status": "Status",
  "profile.statusHint": "What are you up to?",
  "profile.title": "Profile",
  "profile.unblock": "Unblock",
  "profile.unmute": "Unmute",
} as const satisfies Phrases;
