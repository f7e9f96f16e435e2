import { config } from 'zod';

// zod would compile each schema by `new Function` at its first use: in a process that reads one vault once, that is dearer
// than reading it. Imported before any schema is made.
config({ jitless: true });
