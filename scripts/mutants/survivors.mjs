import { relative } from 'node:path';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** A reporter that names each survivor as soon as it is found. */
const survivors = {
  onMutantTested({ status, fileName, location: { start }, replacement }) {
    if (['Killed', 'Timeout', 'Ignored'].includes(status)) return;
    const what = replacement.replace(/\s+/g, ' ').slice(0, 160);
    console.log(`${status} ${relative(process.cwd(), fileName)}:${start.line}:${start.column} → ${what}`);
  },
};
export const strykerPlugins = [declareValuePlugin(PluginKind.Reporter, 'survivors', survivors)];
