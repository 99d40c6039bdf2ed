// An address of this house that leads nowhere. Plain HTML: it comes with every page.

export default function NotFound() {
  return (
    <main style={{ padding: 32, maxWidth: 560, marginInline: 'auto' }}>
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or what it led to was deleted.</p>
      <p>
        <a href="/">Go to the overview</a>
      </p>
    </main>
  );
}
