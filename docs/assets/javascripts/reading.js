/* Which passage is being read: the first of which, below the header, more than a sliver shows.
 *
 * place.js keeps it, script.js goes on there in the other script.
 */
function passageBeingRead() {
  "use strict"

  const SLIVER = 40
  const top = document.querySelector(".md-header").offsetHeight + SLIVER
  return [...document.querySelectorAll(".passage")]
    .find(passage => passage.getBoundingClientRect().bottom > top)
}
