// Holds two pictures against each other, as an eye does that is squinted first and opened then. Pure: the browser runs its text, too.

/**
 * Levels are of 0 to 255, of whichever colour differs most.
 *
 * A browser of another version draws the edges of letters a little differently: within a tile that evens out to a few levels. What
 * was moved, is missing or has another colour differs by tens of them; a hairline, which is too thin for a tile, in a run of pixels
 * no letter has; and a surface that is a shade off shows once both pictures are blurred.
 */
export const LIMITS = {
  /** A tile differs from so many levels of its mean on. */
  tileLevels: 14,
  /** Tiles that may differ. */
  tiles: 2,
  /** Blurred: in brightness, and in colour. */
  squintLevels: 6,
  /** A line: pixels on end that all became lighter, or darker, by so many levels. */
  runLevels: 7,
  runPx: 56,
};

/** Pixels of the side of a tile. */
export const TILE_PX = 8;

/**
 * @param before, after { width, height, data }: `data` are bytes of red, green, blue and opacity, row by row
 * @param limits        as `LIMITS`
 * @returns { isSame, share: of the tiles that differ, tiles, tileLevels: most of any tile, squintLevels, runPx: the longest, bad: places of tiles }
 */
export function compare(before, after, limits) {
  if (before.width !== after.width || before.height !== after.height)
    return {
      isSame: false,
      share: 1,
      tiles: 0,
      tileLevels: 255,
      squintLevels: 255,
      runPx: 0,
      bad: [],
      isOtherSize: true,
    };
  const { columns, rows, changes, runPx } = differences(before, after, limits.runLevels);
  const bad = [];
  let tileLevels = 0;
  for (let at = 0; at < columns * rows; at++) {
    const levels = Math.max(Math.abs(changes[0][at]), Math.abs(changes[1][at]), Math.abs(changes[2][at]));
    tileLevels = Math.max(tileLevels, levels);
    if (levels >= limits.tileLevels) bad.push([(at % columns) * TILE_PX, Math.floor(at / columns) * TILE_PX]);
  }
  const squintLevels = squinted(columns, rows, changes);
  const isSame = bad.length <= limits.tiles && squintLevels < limits.squintLevels && runPx < limits.runPx;
  return {
    isSame,
    share: bad.length / (columns * rows),
    tiles: bad.length,
    tileLevels,
    squintLevels,
    runPx,
    bad,
  };
}

/**
 * Passes once over all pixels.
 *
 * @returns changes: by how much the mean of each tile changed, for each of the three colours · runPx: the longest line of pixels, across or
 *   down, that all became lighter or all darker
 */
function differences({ width, height, data }, { data: other }, runLevels) {
  const columns = Math.ceil(width / TILE_PX);
  const rows = Math.ceil(height / TILE_PX);
  const changes = [0, 1, 2].map(() => new Float32Array(columns * rows));
  const [reds, greens, blues] = changes;
  const least = runLevels * 3;
  const down = new Int32Array(width);
  let runPx = 0;
  for (let y = 0, at = 0; y < height; y++) {
    const tiles = Math.floor(y / TILE_PX) * columns;
    let across = 0;
    for (let x = 0; x < width; x++, at += 4) {
      const red = other[at] - data[at];
      const green = other[at + 1] - data[at + 1];
      const blue = other[at + 2] - data[at + 2];
      const tile = tiles + ((x / TILE_PX) | 0);
      reds[tile] += red;
      greens[tile] += green;
      blues[tile] += blue;
      const sum = red + green + blue;
      if (sum < least && sum > -least) {
        across = 0;
        down[x] = 0;
        continue;
      }
      across = sum > 0 ? Math.max(across, 0) + 1 : Math.min(across, 0) - 1;
      down[x] = sum > 0 ? Math.max(down[x], 0) + 1 : Math.min(down[x], 0) - 1;
      runPx = Math.max(runPx, Math.abs(across), Math.abs(down[x]));
    }
  }
  for (const change of changes)
    for (let tile = 0; tile < change.length; tile++)
      change[tile] /=
        Math.min(TILE_PX, width - (tile % columns) * TILE_PX) *
        Math.min(TILE_PX, height - Math.floor(tile / columns) * TILE_PX);
  return { columns, rows, changes, runPx };
}

/** Blurs what changed twice over neighbouring tiles, about 8 px wide. @returns the most that is left, in brightness or colour */
function squinted(columns, rows, changes) {
  const [red, green, blue] = changes.map((change) => blurred(blurred(change, columns, rows), columns, rows));
  let most = 0;
  for (let at = 0; at < red.length; at++) {
    const grey = 0.299 * red[at] + 0.587 * green[at] + 0.114 * blue[at];
    most = Math.max(most, Math.abs(grey), ...[red, green, blue].map((one) => Math.abs(one[at] - grey)));
  }
  return most;
}

function blurred(values, columns, rows) {
  const along = (from, step, place, last) => {
    const back = place === 0 ? from : from - step;
    const next = place === last ? from : from + step;
    return [back, from, from, next];
  };
  const mean = (source, places) => places.reduce((sum, place) => sum + source[place], 0) / places.length;
  const wide = values.map((_, at) => mean(values, along(at, 1, at % columns, columns - 1)));
  return wide.map((_, at) => mean(wide, along(at, columns, Math.floor(at / columns), rows - 1)));
}
