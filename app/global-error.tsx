'use client';

/** When not even the layout could be drawn: no theme and no translations, so both languages, and only a way out. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '2rem', lineHeight: 1.6 }}>
        <title>Tessera</title>
        <h1 style={{ fontSize: '1.25rem' }}>Tessera could not draw this page</h1>
        <p>The server may be starting, or its database may be out of reach. Nothing you saved is lost.</p>
        <div lang="fa" dir="rtl">
          <h2 style={{ fontSize: '1.25rem' }}>تسرا نتوانست این صفحه را نشان دهد</h2>
          <p>شاید سرور در حال آغاز به کار باشد یا پایگاه داده در دسترس نباشد. آنچه ذخیره کرده‌اید از دست نمی‌رود.</p>
        </div>
        <button type="button" onClick={retry}>
          Try again · <span lang="fa">تلاش دوباره</span>
        </button>
        {error.digest && (
          <p>
            Error id · <span lang="fa">شناسهٔ خطا</span>: <code>{error.digest}</code>
          </p>
        )}
      </body>
    </html>
  );
}
