type Three = readonly [number, number, number];

/** An output of three axes, and how far each operand moves along each of them; 0 where it is broadcast. */
export interface BroadcastAxes {
  readonly sizes: Three;
  readonly a: Three;
  readonly b: Three;
}

interface Axis {
  size: number;
  readonly aMoves: boolean;
  readonly bMoves: boolean;
}

/**
 * Joins neighbouring axes along which both operands behave alike, so that most broadcasts become one, two or three
 * axes. Undefined where more remain.
 */
export function broadcastAxes(
  aShape: readonly number[],
  bShape: readonly number[],
): BroadcastAxes | undefined {
  const rank = Math.max(aShape.length, bShape.length);
  const joined: Axis[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const aSize = aShape[axis - rank + aShape.length] ?? 1;
    const bSize = bShape[axis - rank + bShape.length] ?? 1;
    const size = aSize === 1 ? bSize : aSize;
    if (size === 1) continue;
    const [aMoves, bMoves] = [aSize !== 1, bSize !== 1];
    const last = joined.at(-1);
    if (last && last.aMoves === aMoves && last.bMoves === bMoves) last.size *= size;
    else joined.push({ size, aMoves, bMoves });
  }
  if (joined.length > 3) return undefined;
  while (joined.length < 3) joined.unshift({ size: 1, aMoves: false, bMoves: false });
  const sizes = joined.map(({ size }) => size);
  return { sizes: three(sizes), a: strides(joined, "aMoves"), b: strides(joined, "bMoves") };
}

function strides(axes: readonly Axis[], moves: "aMoves" | "bMoves"): Three {
  let stride = 1;
  const reversed = axes.toReversed().map((axis) => {
    if (!axis[moves]) return 0;
    const own = stride;
    stride *= axis.size;
    return own;
  });
  return three(reversed.reverse());
}

function three([first = 1, second = 1, third = 1]: readonly number[]): Three {
  return [first, second, third];
}
