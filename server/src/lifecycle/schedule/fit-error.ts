/** The texts by which the scheduler says that no node fits (`FitError` in `framework/types.go`). */

/** `0/3 nodes are available: 1 …, 2 ….` Sorted as text, number included; nothing after the colon without reasons. */
export function nodesAvailable(nodeCount: number, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const histogram = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const told = histogram.length > 0 ? ` ${histogram.join(', ')}.` : '';
  return `0/${nodeCount} nodes are available:${told}`;
}

const LONGEST_EVENT = 1024;

/** The message as the event has it (`truncateMessage`); the condition has all of it. */
export function eventText(message: string): string {
  return message.length > LONGEST_EVENT ? `${message.slice(0, LONGEST_EVENT - 4)} ...` : message;
}
