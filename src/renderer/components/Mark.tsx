/** The app's mark: a key on a rack. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="14" className="mark-ground" />
      <path className="mark-rack" d="M10 8h44a2 2 0 0 1 0 4h-2v6a2 2 0 0 1-4 0v-6H36v5h-8v-5H16v6a2 2 0 0 1-4 0v-6h-2a2 2 0 0 1 0-4Z" />
      <path
        className="mark-key"
        fillRule="evenodd"
        d="M32 16a11 11 0 0 1 4 21.25V40h8v4h-8v4h8v4h-8v4a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1V37.25A11 11 0 0 1 32 16Zm0 6.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5Z"
      />
    </svg>
  );
}
