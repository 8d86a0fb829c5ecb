/** Four tiles, the last one set apart: many pieces, one picture. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="8" height="8" rx="1.5" fill="var(--logo-1)" />
      <rect x="11" y="1" width="8" height="8" rx="1.5" fill="var(--logo-2)" />
      <rect x="1" y="11" width="8" height="8" rx="1.5" fill="var(--logo-3)" />
      <rect x="11.6" y="11.6" width="7.2" height="7.2" rx="1.5" fill="var(--logo-1)" transform="rotate(45 15.2 15.2)" />
    </svg>
  );
}
