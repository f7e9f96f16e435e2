import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, events, fileGiven } from '../shared/ipc/channels.js';

// One function a channel: no channel name, no `invoke` and no event object is within the page's reach (H-32).
const calls = Object.fromEntries(
  Object.entries(channels).map(([group, names]) => [
    group,
    Object.fromEntries(names.map((name) => [name, (input: unknown) => ipcRenderer.invoke(`${group}.${name}`, input)])),
  ]),
);
const on = Object.fromEntries(
  events.map((event) => [
    event,
    (listen: (data: unknown) => void) => {
      const relay = (_event: unknown, data: unknown) => listen(data);
      ipcRenderer.on(event, relay);
      return () => {
        ipcRenderer.off(event, relay);
      };
    },
  ]),
);
/** A File that a script has made lies nowhere: the page can give main no path that its user has not given the page. */
const pathOf = (file: File): string => {
  const path = webUtils.getPathForFile(file);
  if (path !== '') ipcRenderer.send(fileGiven, path);
  return path;
};
contextBridge.exposeInMainWorld('keyrack', { ...calls, on, pathOf });
