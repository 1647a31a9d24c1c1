/** A small line without axes; says nothing to screen readers, the number beside it does. */
export function Sparkline({ values, wide }: { values: (number | null)[]; wide?: boolean }) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const least = wide ? Math.min(...known) : 0;
  const most = Math.max(...known, least + 1e-9);
  const width = 100;
  const height = wide ? 40 : 24;
  let path = '';
  values.forEach((value, i) => {
    if (value === null) return;
    const x = (i / (values.length - 1)) * width;
    const y = height - 2 - ((value - least) / (most - least)) * (height - 4);
    path += `${path ? 'L' : 'M'}${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return (
    <svg
      class={wide ? 'sparkline wide' : 'sparkline'}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="area" d={`${path}L${width} ${height}L0 ${height}Z`} />
      <path class="line" d={path} />
    </svg>
  );
}
