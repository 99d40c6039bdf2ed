// A fault of the page itself: said plainly, with a way to go on. It comes with every page, so it is made of nothing but HTML.
'use client';

import classes from './error.module.css';

export default function ErrorPage({ error }: { error: Error }) {
  return (
    <main>
      <div className={classes.fault} role="alert">
        <h1>This page met a fault of its own</h1>
        <p>{error.message}</p>
        <button type="button" onClick={() => window.location.reload()}>
          Reload the page
        </button>
      </div>
    </main>
  );
}
