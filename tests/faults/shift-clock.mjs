// Preloaded into a service of a fault run: SIGUSR2 sets the clock that its JavaScript sees an hour ahead, then back again.
const RealDate = Date;
let shiftMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shiftMs);
    else super(...args);
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
};
process.on('SIGUSR2', () => {
  shiftMs = shiftMs === 0 ? 3_600_000 : shiftMs > 0 ? -3_600_000 : 0;
});
