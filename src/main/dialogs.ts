import { type BrowserWindow, dialog } from 'electron';
import type { Ask } from './shell.js';

/** The system's dialogs on our window, or free-standing where it is gone. */
export const systemDialogs = (window: () => BrowserWindow | null): Ask => ({
  async keyFiles() {
    const options = {
      title: 'Import keys',
      buttonLabel: 'Import',
      properties: ['openFile', 'multiSelections'] as ('openFile' | 'multiSelections')[],
      filters: [
        { name: 'App Store Connect keys', extensions: ['p8', 'json'] },
        { name: 'All files', extensions: ['*'] },
      ],
    };
    const on = window();
    const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options));
    return canceled || filePaths.length === 0 ? null : filePaths;
  },
  async backupFile() {
    const options = {
      title: 'Restore a backup',
      buttonLabel: 'Open',
      properties: ['openFile'] as 'openFile'[],
      filters: [
        { name: 'Keyrack backups', extensions: ['age'] },
        { name: 'All files', extensions: ['*'] },
      ],
    };
    const on = window();
    const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  },
  async folder() {
    const options = { title: 'Look for keys', buttonLabel: 'Look here', properties: ['openDirectory'] as 'openDirectory'[] };
    const on = window();
    const { canceled, filePaths } = await (on ? dialog.showOpenDialog(on, options) : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  },
  async placeFor(suggestion) {
    const options = { title: 'Save', defaultPath: suggestion };
    const on = window();
    const { canceled, filePath } = await (on ? dialog.showSaveDialog(on, options) : dialog.showSaveDialog(options));
    return canceled || !filePath ? null : filePath;
  },
  async confirm({ message, detail, button }) {
    const options = { type: 'warning' as const, message, detail, buttons: ['Cancel', button], defaultId: 0, cancelId: 0, noLink: true };
    const on = window();
    const { response } = await (on ? dialog.showMessageBox(on, options) : dialog.showMessageBox(options));
    return response === 1;
  },
});
