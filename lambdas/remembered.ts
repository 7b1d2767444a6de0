/**
 * A pure function that keeps its last results. For what is computed anew for every page and every mail although its
 * input is one of a few: a show's colour, a language.
 */
export const remembered = <K, V>(make: (key: K) => V, most = 100): ((key: K) => V) => {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    // Whatever was there is soon made again; a list of what was used last would cost more than it saves.
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
};
