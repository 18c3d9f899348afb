import type { Failure } from '../chat/failure.ts';
import { AlertIcon } from './icons.tsx';

export function Alert({ failure }: { failure: Failure }) {
  return (
    <div className="alert" role="alert">
      <AlertIcon />
      <div className="alert-text">
        <p>{failure.summary}</p>
        {failure.details !== undefined && (
          <details>
            <summary>Details</summary>
            <p className="alert-details">{failure.details}</p>
          </details>
        )}
      </div>
    </div>
  );
}
