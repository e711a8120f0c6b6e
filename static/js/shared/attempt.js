/* One step that may fail or be missing without keeping the next from being taken. */
export function tried(step) {
  try {
    return step();
  } catch (_error) {
    return null;
  }
}

/* For a promise whose failing changes nothing. */
export function ignore() {}
