'use client';

/** When not even the layout could be drawn: no theme, no translations, only a way out. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '2rem', lineHeight: 1.5 }}>
        <title>Tessera</title>
        <h1 style={{ fontSize: '1.25rem' }}>Tessera could not draw this page</h1>
        <p>The server may be starting, or its database may be out of reach. Nothing you saved is lost.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
        {error.digest && <p>Error id: {error.digest}</p>}
      </body>
    </html>
  );
}
