import { createRoot } from 'react-dom/client';
import { Chat } from './chat.tsx';

// A build without the variable leaves this out.
if (import.meta.env.VITE_MOCK) await (await import('./mocks.ts')).startMocks();
createRoot(document.querySelector('#root')!).render(<Chat />);
