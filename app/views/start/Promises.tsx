import { Icon } from '../../ui/Icon.tsx';

/** A page opened from disk is already the copy to carry. */
const saved = location.protocol === 'file:';

export function Promises() {
  return (
    <ul className="promise">
      <li>
        <Icon name="noexec" />
        <div>
          <b>Nothing is executed.</b> Programs inside a file are replayed as symbols.
        </div>
      </li>
      <li>
        <Icon name="neto" />
        <div>
          <b>Nothing is uploaded.</b> A browser policy blocks every connection.{' '}
          <button type="button" className="linkish" onClick={() => document.getElementById('network')?.click()}>
            Check it yourself
          </button>
        </div>
      </li>
      <li>
        <Icon name="offline" />
        <div>
          <b>Works without a network.</b>{' '}
          {saved ? (
            'This page is one file: carry it to an air-gapped machine.'
          ) : (
            <>
              <a href={location.pathname} download="vitrine.html">
                Save this page
              </a>{' '}
              and carry it to an air-gapped machine.
            </>
          )}
        </div>
      </li>
    </ul>
  );
}
