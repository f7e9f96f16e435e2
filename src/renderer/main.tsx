import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { keepDropsStill } from './lib/drops.js';
import { keepFocus } from './lib/focus.js';
import { keepThemeChangesStill } from './lib/theme.js';
import { listenToApp } from './state/app.js';
import { listenToClipboard } from './state/clipboard.js';
import { listenToTests } from './state/connection-tests.js';
import { listenToImports } from './state/importing.js';
import { listenToReading } from './state/reading.js';
import { listenToRestores } from './state/restoring.js';
import { listenToTokens } from './state/tokens.js';
import { listenToVault } from './state/vault.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/fields.css';
import './styles/main.css';
import './styles/pane.css';
import './styles/search.css';
import './styles/keys.css';
import './styles/compact.css';
import './styles/panel.css';
import './styles/tables.css';
import './styles/guide.css';
import './styles/reading.css';
import './styles/activity.css';
import './styles/settings.css';
import './styles/floats.css';
import './styles/found.css';
import './styles/palette.css';
import './styles/welcome.css';
import './styles/vault.css';
import './styles/contrast.css';

listenToApp();
listenToVault();
listenToTokens();
listenToClipboard();
listenToTests();
listenToImports();
listenToRestores();
listenToReading();
keepDropsStill();
keepFocus();
keepThemeChangesStill();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
