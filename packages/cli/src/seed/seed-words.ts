export const firstNames = [
  ...["Amber", "Basil", "Cedar", "Dahlia", "Ember", "Fern", "Garnet", "Hazel", "Iris", "Juniper"],
  ...[
    "Kestrel",
    "Linden",
    "Maple",
    "Nettle",
    "Olive",
    "Poppy",
    "Quartz",
    "Rowan",
    "Sage",
    "Thistle",
  ],
];
export const lastNames = [
  ...["Brook", "Cliff", "Dale", "Field", "Forest", "Glen", "Harbour", "Heath", "Hill", "Island"],
  ...["Lake", "Marsh", "Meadow", "Moor", "Ridge", "River", "Shore", "Spring", "Valley", "Wood"],
];
export const topics = [
  ...["planning", "design", "support", "garden", "kitchen", "books", "music", "trains", "weather"],
  ...["release", "ideas", "questions", "pictures", "games", "bikes", "coffee"],
];
export const openings = [
  ...["I think", "By the way,", "Good morning!", "Quick question:", "Update:", "For tomorrow:"],
  ...["Has anyone noticed that", "It turns out", "Just so you know,", "On second thoughts,"],
];
export const subjects = [
  ...["the second draft", "the blue version", "the train at nine", "the list for Friday"],
  ...["the new build", "the picture above", "the meeting room", "the last answer", "the weather"],
];
export const endings = [
  ...["works now.", "needs another look.", "is better than before.", "can wait until Monday."],
  ...["is on its way 🚆", "was my mistake, sorry.", "looks great 👍", "is not ready yet."],
];
