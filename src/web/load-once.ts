/** The same promise every time, so that what is there already is there at once. What failed is loaded anew. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    if (loaded !== undefined) return loaded;
    const loading = load();
    loading.catch(() => (loaded = undefined));
    return (loaded = loading);
  };
}
