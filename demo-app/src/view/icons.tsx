import type { ReactNode } from 'react';

/** Icons only repeat what a word beside them says. */
function Icon({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const LogoIcon = () => (
  <Icon className="icon-logo">
    <rect x="0.75" y="0.75" width="14.5" height="14.5" rx="4" />
    <path d="M6.2 4.9v6.2L11 8z" />
  </Icon>
);

export const ToolIcon = () => (
  <Icon>
    <path d="M9.8 4.2a3.2 3.2 0 0 1 4-1.5L11.7 4.8l1.5 1.5 2-2.1a3.2 3.2 0 0 1-4.4 4l-5.1 5.3a1.6 1.6 0 0 1-2.3-2.3l5.3-5.1a3.2 3.2 0 0 1 1.1-1.9z" />
  </Icon>
);

export const PencilIcon = () => (
  <Icon>
    <path d="m2.5 13.5.8-3 7.6-7.6a1.6 1.6 0 0 1 2.2 2.2l-7.6 7.6z" />
  </Icon>
);

export const SpinnerIcon = () => (
  <Icon className="icon-spin">
    <path d="M8 2a6 6 0 1 1-6 6" />
  </Icon>
);

export const TickIcon = () => (
  <Icon>
    <path d="m3 8.5 3.2 3.2L13 4.8" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.5" />
    <path d="M8 4.8v3.6m0 2.6v.1" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M8 13V3m0 0L3.8 7.2M8 3l4.2 4.2" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="8.5" height="8.5" rx="2" />
    <path d="M10.5 2.8A1.8 1.8 0 0 0 9 2H4a2 2 0 0 0-2 2v5c0 .6.3 1.2.8 1.5" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M8 3v10m0 0 4.2-4.2M8 13 3.8 8.8" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="4" y="4" width="8" height="8" rx="1.5" fill="currentColor" />
  </Icon>
);

export const AgainIcon = () => (
  <Icon>
    <path d="M13 8a5 5 0 1 1-1.5-3.6L13 5.8M13 2.6v3.2H9.8" />
  </Icon>
);
