import './style/index.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { queryClient, workspace } from './engine/current.ts';
import { keepOffline } from './offline/kept.ts';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { applyTheme } from './shell/theme.ts';
import { missing, TooOld } from './views/state/TooOld.tsx';

applyTheme();
const root = document.getElementById('root');
const lacks = missing();
if (root !== null && lacks.length > 0) createRoot(root).render(<TooOld lacks={lacks} />);
else if (root !== null) {
  // The engine starts beside the page, so that the first file does not wait for it.
  void workspace.warm().then((ready) => {
    document.documentElement.dataset['engine'] = ready.ok ? 'ready' : 'failed';
    if (ready.ok) performance.mark('engine-ready');
    void keepOffline();
  });
  // In slices, so that the engine's answer is heard in between.
  startTransition(() => {
    createRoot(root).render(
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <App />
        </QueryClientProvider>
      </ErrorBoundary>,
    );
  });
}
