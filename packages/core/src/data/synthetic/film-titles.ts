const adjectives = [
  ...["Amber", "Bitter", "Blue", "Borrowed", "Brave", "Broken", "Burning", "Crimson", "Crooked", "Distant"],
  ...[
    "Electric",
    "Emerald",
    "Endless",
    "Fallen",
    "Final",
    "Forgotten",
    "Frozen",
    "Gentle",
    "Gilded",
    "Golden",
  ],
  ...["Hidden", "Hollow", "Hungry", "Iron", "Last", "Little", "Lonely", "Lost", "Lucky", "Midnight"],
  ...["Modern", "Nameless", "Northern", "Paper", "Perfect", "Quiet", "Restless", "Rising", "Royal", "Rusty"],
  ...[
    "Sacred",
    "Salted",
    "Scarlet",
    "Second",
    "Secret",
    "Shattered",
    "Silent",
    "Silver",
    "Sleeping",
    "Southern",
  ],
  ...[
    "Stolen",
    "Strange",
    "Sudden",
    "Summer",
    "Tender",
    "Thirteenth",
    "Velvet",
    "Wandering",
    "White",
    "Wicked",
  ],
  ...["Wild", "Winter", "Wooden", "Young"],
];
const nouns = [
  ...["Alibi", "Anchor", "Arcade", "Avenue", "Balcony", "Bridge", "Carnival", "Castle", "Circus", "Compass"],
  ...["Confession", "Country", "Courier", "Crossing", "Daughter", "Desert", "Detective", "Dragon", "Dream"],
  ...["Empire", "Engine", "Express", "Fortune", "Garden", "Ghost", "Harbour", "Highway", "Horizon", "Hotel"],
  ...["Hour", "Island", "Journey", "Kingdom", "Lantern", "Letter", "Lighthouse", "Machine", "Masquerade"],
  ...["Melody", "Mirror", "Mountain", "Nightingale", "Ocean", "Orchard", "Outlaw", "Parade", "Passenger"],
  ...["Piano", "Planet", "Promise", "River", "Robot", "Satellite", "Season", "Shadow", "Signal", "Stranger"],
  ...["Summer", "Tailor", "Temple", "Thief", "Tiger", "Tower", "Train", "Valley", "Verdict", "Voyage"],
  ...["Waltz", "Weather", "Widow", "Window", "Wolf"],
];
const numTitles = adjectives.length * nouns.length;
/** Prime to the number of titles, so that neighbours share no word and no title comes twice before all came once. */
const stride = 1789;

/** A title of two words; from the second time round with a number, as sequels have. All indices have different ones. */
export function filmTitle(index: number): string {
  const position = (index * stride) % numTitles;
  const title = `${adjectives[Math.floor(position / nouns.length)]} ${nouns[position % nouns.length]}`;
  const part = Math.floor(index / numTitles) + 1;
  return part === 1 ? title : `${title} ${part}`;
}
