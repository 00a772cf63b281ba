/** Numbers by topology domain: a topology key and the value that a node has for it. */
import type { Node } from '../../cluster.ts';

export interface TopologySums {
  /** Adds to the domain that the node is in; to none where the node lacks the key. */
  add(node: Node, topologyKey: string, amount: number): void;
  /** The sum of the domain that the node is in; 0 where nothing was added. */
  sumAt(node: Node, topologyKey: string): number;
  /** Over all domains of all keys. */
  total(): number;
  /** The topology keys of all that was added to. */
  keys(): readonly string[];
}

export function topologySums(): TopologySums {
  const sums = new Map<string, Map<string, number>>();
  return {
    add({ labels }, topologyKey, amount) {
      const domain = labels[topologyKey];
      if (domain === undefined) return;
      const ofKey = sums.get(topologyKey) ?? new Map<string, number>();
      sums.set(topologyKey, ofKey.set(domain, (ofKey.get(domain) ?? 0) + amount));
    },
    sumAt({ labels }, topologyKey) {
      const domain = labels[topologyKey];
      return domain === undefined ? 0 : (sums.get(topologyKey)?.get(domain) ?? 0);
    },
    total: () => [...sums.values()].flatMap((ofKey) => [...ofKey.values()]).reduce((sum, amount) => sum + amount, 0),
    keys: () => [...sums.keys()],
  };
}
