import type { RunningApp } from './app.js';

/** What a button of the page puts on the clipboard. The stand-in's clipboard does not see the page's own copy event. */
export async function copiedBy(app: RunningApp, button: string): Promise<string> {
  await app.inPage(
    (page) =>
      page.evaluate(() => {
        const { setData } = DataTransfer.prototype;
        DataTransfer.prototype.setData = function (format, data) {
          Object.assign(window, { copied: data });
          setData.call(this, format, data);
        };
      }),
    null,
  );
  await app.click('button', button);
  await app.see('copied.');
  return app.inPage((page) => page.evaluate(() => (window as unknown as { copied: string }).copied), null);
}
