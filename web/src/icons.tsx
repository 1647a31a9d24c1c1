import type { ComponentChildren } from 'preact';

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const PauseIcon = () => (
  <Icon>
    <path d="M5 3v10M11 3v10" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M5 3l8 5-8 5z" fill="currentColor" />
  </Icon>
);
export const ChartIcon = () => (
  <Icon>
    <path d="M2 2v12h12M4.500 10.500l3-3.500 2.500 2 4-5" />
  </Icon>
);
export const WhyIcon = () => (
  <Icon>
    <path d="M5.500 6a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M8 12.500v.500" />
  </Icon>
);
export const TableIcon = () => (
  <Icon>
    <path d="M2 3h12v10H2zM2 6.500h12M2 10h12M6.500 6.500V13" />
  </Icon>
);
export const CodeIcon = () => (
  <Icon>
    <path d="M5.500 4L1.800 8l3.700 4M10.500 4l3.700 4-3.700 4" />
  </Icon>
);
export const GraphIcon = () => (
  <Icon>
    <path d="M1.500 6h4v4h-4zM10.500 2h4v4h-4zM10.500 10h4v4h-4zM5.500 8h2.500V4h2.500M8 8v4h2.500" />
  </Icon>
);
export const LargerIcon = () => (
  <Icon>
    <path d="M9.500 2.500h4v4M6.500 13.500h-4v-4M13.500 2.500L9 7M2.500 13.500L7 9" />
  </Icon>
);
export const SmallerIcon = () => (
  <Icon>
    <path d="M13 7H9V3M3 9h4v4M9 7l5-5M7 9l-5 5" />
  </Icon>
);
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" />
    <path d="M6 11c3.300-3.200 6.700-3.200 10 0s6.700 3.200 10 0" />
    <path d="M6 17c3.300-3.200 6.700-3.200 10 0s6.700 3.200 10 0" />
    <path d="M6 23c3.300-3.200 6.700-3.200 10 0s6.700 3.200 10 0" />
  </svg>
);
