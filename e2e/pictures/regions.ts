/** A part of the picture, in pixels. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Joins the regions that touch or overlap, so that one change is told once. */
export function joinRegions(regions: Region[]): Region[] {
  const joined: Region[] = [];
  for (let region of regions) {
    for (;;) {
      const at = joined.findIndex((other) => touch(region, other));
      if (at === -1) break;
      region = around(region, joined.splice(at, 1)[0]!);
    }
    joined.push(region);
  }
  return joined;
}

function touch(a: Region, b: Region): boolean {
  return (
    a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
  );
}

function around(a: Region, b: Region): Region {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
