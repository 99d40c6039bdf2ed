// One moment for a whole round of pictures, on the server of the pages and in the browser: "5 minutes ago" stays true.

/** Its text goes to the browser as well, so it knows nothing but what it is given. Timers go on as ever. */
export function fixDate(now) {
  const RealDate = globalThis.Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
    apply: () => new RealDate(now).toString(),
    get: (target, key) => (key === 'now' ? () => now : Reflect.get(target, key)),
  });
}
