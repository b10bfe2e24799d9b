"""The keyboard goes along into what opens over the page.

Streamlit writes a popover at the foot of the document and leaves the focus on its button: from
there every control of the page lies between, dozens of steps of the tabulator. A fixed script,
without a word of anybody's, puts the focus on the first control of a popover that has opened;
Escape brings it back to the button, as Streamlit does by itself.
"""

import streamlit as st

FOCUS_SCRIPT = """<script>/* the focus enters what opens */
if (!window.gqFocus) {
  const inside = "[data-testid=stPopoverBody]";
  const control = "input, textarea, button, select, a[href], [tabindex='0']";
  const enter = (body, frames) => requestAnimationFrame(() => {
    if (body.contains(document.activeElement)) return;
    body.querySelector(control)?.focus({ preventScroll: true });
    if (frames && body.isConnected) enter(body, frames - 1);  // it is drawn piece by piece
  });
  window.gqFocus = new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node.nodeType !== 1) continue;
      const body = node.matches(inside) ? node : node.querySelector(inside);
      if (!body || body.contains(document.activeElement)) continue;
      enter(body, 60);
    }
  });
  window.gqFocus.observe(document.body, { childList: true, subtree: true });
}
</script>"""


def follow_popovers() -> None:
    """Have the focus enter every popover of this page; once is enough for the life of the page."""
    st.html(FOCUS_SCRIPT, unsafe_allow_javascript=True)
