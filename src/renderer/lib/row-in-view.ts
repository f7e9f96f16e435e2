/** Where to scroll to so that a row is seen whole; where one is, when it is. Pixels; `top` from the beginning of what scrolls. */
export function scrolledTo(
  row: { readonly top: number; readonly height: number },
  view: { readonly scrollTop: number; readonly clientHeight: number },
): number {
  const [top, bottom] = [row.top, row.top + row.height];
  if (top < view.scrollTop) return top;
  return bottom > view.scrollTop + view.clientHeight ? bottom - view.clientHeight : view.scrollTop;
}
