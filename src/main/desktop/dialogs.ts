import { type BrowserWindow, dialog } from 'electron';
import { dialogs as words } from '../words.js';
import type { Ask } from './ask.js';

/** The system's dialogs on our window, or free-standing where it is gone. */
export const systemDialogs = (window: () => BrowserWindow | null): Ask => ({
  async keyFiles() {
    const options = {
      title: words.keyFiles.title,
      buttonLabel: words.keyFiles.button,
      properties: ['openFile', 'multiSelections'] as ('openFile' | 'multiSelections')[],
      filters: [
        { name: words.keyFiles.keys, extensions: ['p8', 'json'] },
        { name: words.keyFiles.allFiles, extensions: ['*'] },
      ],
    };
    const on = window();
    const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options));
    return canceled || filePaths.length === 0 ? null : filePaths;
  },
  async backupFile() {
    const options = {
      title: words.backupFile.title,
      buttonLabel: words.backupFile.button,
      properties: ['openFile'] as 'openFile'[],
      filters: [
        { name: words.backupFile.backups, extensions: ['age'] },
        { name: words.keyFiles.allFiles, extensions: ['*'] },
      ],
    };
    const on = window();
    const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  },
  async folder() {
    const options = { title: words.folder.title, buttonLabel: words.folder.button, properties: ['openDirectory'] as 'openDirectory'[] };
    const on = window();
    const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  },
  async placeFor(suggestion) {
    const options = { title: words.save, defaultPath: suggestion };
    const on = window();
    const { canceled, filePath } = await (on ? dialog.showSaveDialog(on, options) : dialog.showSaveDialog(options));
    return canceled || !filePath ? null : filePath;
  },
  async confirm({ message, detail, button }) {
    const options = { type: 'warning' as const, message, detail, buttons: [words.cancel, button], defaultId: 0, cancelId: 0, noLink: true };
    const on = window();
    const { response } = await (on ? dialog.showMessageBox(on, options) : dialog.showMessageBox(options));
    return response === 1;
  },
});
