import { createRoot } from 'react-dom/client';
import { Chat } from './chat.tsx';

// In a build without the variable this is no code at all.
if (import.meta.env.VITE_MOCK) await (await import('./mocks.ts')).startMocks();
createRoot(document.querySelector('#root')!).render(<Chat />);
