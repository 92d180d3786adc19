import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { ErrorFence } from './parts/error-fence.js';
import { Notices } from './parts/notices.js';
import { SpeechProvider } from './say.js';
import { cssVariables, theme } from './theme.js';

/** The server puts a fresh nonce into the page; Mantine's style elements need it under the Content-Security-Policy. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <SpeechProvider>
        <ErrorFence>
          <Notices />
          <App />
        </ErrorFence>
      </SpeechProvider>
    </MantineProvider>
  </StrictMode>,
);
