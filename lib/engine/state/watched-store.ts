import type { Resource, ResourceStore } from "./resource-store.ts";

/** A store that tells of its changes. */
export interface WatchedStore<T extends Resource> extends ResourceStore<T> {
  /** Calls `onChange` with every record that `update` has changed, once it is stored. */
  watch(onChange: (record: T) => void): void;
}

export function watched<T extends Resource>(store: ResourceStore<T>): WatchedStore<T> {
  const watchers: ((record: T) => void)[] = [];
  return {
    ...store,
    update(name, change) {
      const record = store.update(name, change);
      if (record) for (const onChange of watchers) onChange(record);
      return record;
    },
    watch: (onChange) => void watchers.push(onChange),
  };
}
