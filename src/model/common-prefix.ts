/** How many characters two texts have in common at their starts; a character is a code point, as in SQL. */
export function commonPrefixLength(one: string, other: string): number {
  const characters = Array.from(one);
  const others = Array.from(other);
  const length = characters.findIndex((character, index) => character !== others[index]);
  return length === -1 ? characters.length : length;
}
