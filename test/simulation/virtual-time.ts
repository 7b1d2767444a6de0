/** An action that time will come to, unless it is called off. */
export type Appointment = { called: boolean };

export type VirtualTime = {
  /** Milliseconds since 1970. */
  now(): number;
  after(milliseconds: number, action: () => void): Appointment;
  callOff(appointment: Appointment): void;
  /**
   * Lets one appointment after another happen, each followed by everything that promises make of it, until none
   * is left, `until` is reached or `stop` says so.
   */
  run(until: number, stop: () => boolean): Promise<void>;
};

type Entry = Appointment & { readonly time: number; readonly order: number; readonly action: () => void };

export const createVirtualTime = (start: number): VirtualTime => {
  const heap: Entry[] = [];
  let now = start;
  let orders = 0;

  return {
    now: () => now,
    after: (milliseconds, action) => {
      const entry = { time: now + Math.max(0, milliseconds), order: orders++, action, called: true };
      push(heap, entry);
      return entry;
    },
    callOff: (appointment) => {
      appointment.called = false;
    },
    run: (until, stop) =>
      new Promise((resolve, reject) => {
        const step = (): void => {
          try {
            let entry = pop(heap);
            while (entry?.called === false) entry = pop(heap);
            if (entry === undefined || entry.time > until || stop()) {
              if (entry !== undefined) push(heap, entry);
              resolve();
              return;
            }
            now = entry.time;
            entry.action();
          } catch (error) {
            reject(error);
            return;
          }
          // A tick that is asked for in a microtask comes after all microtasks, at a fifth of setImmediate's cost.
          queueMicrotask(() => process.nextTick(step));
        };
        process.nextTick(step);
      }),
  };
};

const earlier = (a: Entry, b: Entry): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

const push = (heap: Entry[], entry: Entry): void => {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt];
    if (parent === undefined || !earlier(entry, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = entry;
};

const pop = (heap: Entry[]): Entry | undefined => {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const a = heap[left];
    if (a === undefined) break;
    const b = heap[left + 1];
    const smallerAt = b !== undefined && earlier(b, a) ? left + 1 : left;
    const smaller = smallerAt === left ? a : b;
    if (smaller === undefined || !earlier(smaller, last)) break;
    heap[at] = smaller;
    at = smallerAt;
  }
  heap[at] = last;
  return top;
};
