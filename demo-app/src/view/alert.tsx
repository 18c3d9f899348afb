import { CircleAlert, RotateCw } from 'lucide-react';
import type { Failure } from '../chat/failure.ts';
import { countdown } from '../chat/wait.ts';
import { useCountdown } from './use-countdown.ts';

interface AlertProps {
  failure: Failure;
  /** Asks the last question once more. */
  onRetry: () => void;
}

/** Explains a failure. The button is outside of the live region: it counts the seconds. */
export function Alert({ failure, onRetry }: AlertProps) {
  const { summary, details, again } = failure;
  return (
    <div className="alert">
      <CircleAlert />
      <div className="alert-text">
        <div role="alert">
          <p>{summary}</p>
          {details !== undefined && (
            <details>
              <summary>Details</summary>
              <p className="alert-details">{details}</p>
            </details>
          )}
        </div>
        {again && <TryAgain wait={again.wait} onRetry={onRetry} />}
      </div>
    </div>
  );
}

/** Waits as long as the provider asks for. Stays focusable while it waits. */
function TryAgain({ wait, onRetry }: { wait: number; onRetry: () => void }) {
  const seconds = useCountdown(wait);
  const waiting = seconds > 0;
  return (
    <>
      <button
        type="button"
        className="button"
        aria-disabled={waiting}
        onClick={waiting ? undefined : onRetry}
      >
        <RotateCw />
        {waiting ? `Try again in ${countdown(seconds)}` : 'Try again'}
      </button>
      {wait > 0 && (
        <output className="visually-hidden">{waiting ? '' : 'You can try again now.'}</output>
      )}
    </>
  );
}
