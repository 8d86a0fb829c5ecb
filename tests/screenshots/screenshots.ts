import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { chooseLocale, locales, look, schemes, widths } from '../e2e/support/looks';
import { allVisits, settled } from '../e2e/support/pages';
import { signIn } from '../e2e/support/sign-in';

const folder = 'docs/screenshots';
const MOST_BYTES = 6 * 1024 * 1024;
const QUALITY = 0.3;
/** `ONLY=segments,profile` draws just these pages, and keeps the others. */
const only = process.env.ONLY?.split(',');

/** The browser's own encoder: WebP is less than half the size of JPEG or PNG for such pictures. */
async function webp(encoder: Page, png: Buffer): Promise<Buffer> {
  const encoded = await encoder.evaluate(
    async ([data, quality]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality })).arrayBuffer());
      return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
    },
    [png.toString('base64'), QUALITY] as const,
  );
  return Buffer.from(encoded, 'base64');
}

// `<page>.<locale>.<theme>.<width>.webp`
test('draw every page in both languages, themes and widths', async ({ page }) => {
  if (!only) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await chooseLocale(page, 'en');
  await signIn(page);
  const visits = (await allVisits(page)).filter((visit) => !only || only.includes(visit.name));
  const encoder = await page.context().newPage();
  const anonymous = await page.context().browser()?.newContext();
  for (const locale of locales) {
    for (const { name, path, file } of visits) {
      const shown = file.startsWith('(auth)') && anonymous ? await anonymous.newPage() : page;
      await chooseLocale(shown, locale);
      await shown.setViewportSize(widths.wide);
      await shown.goto(path);
      await settled(shown);
      for (const scheme of schemes) {
        for (const width of Object.keys(widths) as (keyof typeof widths)[]) {
          await look(shown, scheme, width);
          await shown.waitForTimeout(200);
          writeFileSync(join(folder, `${name}.${locale}.${scheme}.${width}.webp`), await webp(encoder, await shown.screenshot()));
        }
      }
      if (shown !== page) await shown.close();
    }
  }
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(bytes, 'size of the folder').toBeLessThan(MOST_BYTES);
});
