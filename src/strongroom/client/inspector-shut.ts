// Imported for what it does, before everything else: from here on SIGUSR1 opens nothing.
import { keepInspectorShut } from './inspector.js';

keepInspectorShut();
