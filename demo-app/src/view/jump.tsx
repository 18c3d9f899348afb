import { ArrowDown } from 'lucide-react';

/** The way back to the end for a reader who has let go of it. It takes no room of its own. */
export function Jump({ onJump }: { onJump: () => void }) {
  return (
    <div className="jump">
      <button type="button" onClick={onJump}>
        <ArrowDown />
        Jump to latest
      </button>
    </div>
  );
}
